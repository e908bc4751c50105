package views

// SettingsMenu is SettingsSections with what this user's role may open.
func SettingsMenu(v *Viewer) []Nav {
	least := map[string]string{"account": "admin", "users": "admin", "keys": "admin", "webhooks": "admin", "audit": "admin"}
	var menu []Nav
	for _, section := range append(SettingsSections(), Nav{Key: "audit", Label: "Audit log", Href: "/admin/settings/audit", Icon: "history"}) {
		if v != nil && (v.Role == "admin" || v.Role == "manager" && least[section.Key] != "admin") {
			menu = append(menu, section)
		}
	}
	return menu
}
