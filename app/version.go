package app

import "runtime/debug"

// Version is what the module system or the source's state gave this build; "dev" where they gave nothing.
func Version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}
