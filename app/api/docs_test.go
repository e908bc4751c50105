package api_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestEveryRouteOfTheAPIIsDocumented(t *testing.T) {
	w := start(t)
	document := answerOf(t, w.Visitor().Get("/api/v1/openapi.json"), http.StatusOK)
	if !strings.HasPrefix(document.text("openapi"), "3.1") {
		t.Errorf("openapi %v", document["openapi"])
	}
	page := w.Visitor().Get("/api/v1/docs").Wants(http.StatusOK)
	paths := document.object("paths")
	for _, route := range w.App.Routes() {
		if route.Audience != "api" || route.Policy == "public" {
			continue
		}
		path := regexp.MustCompile(`:(\w+)`).ReplaceAllString(strings.TrimPrefix(route.Path, "/api/v1"), "{$1}")
		described := paths.object(path).object(strings.ToLower(route.Method))
		if described == nil {
			t.Errorf("%s %s is not in the OpenAPI document", route.Method, path)
			continue
		}
		if scope := strings.TrimPrefix(string(route.Policy), "apiScope:"); described.text("x-scope") != scope || described.items("security") == nil {
			t.Errorf("%s %s: scope %v, security %v", route.Method, path, described["x-scope"], described["security"])
		}
		if !strings.Contains(page.Body, `id="`+described.text("operationId")+`"`) {
			t.Errorf("%s %s is not on the page", route.Method, path)
		}
	}
	if names := document.object("components").object("securitySchemes"); names["bearer"] == nil || names["apikey"] == nil {
		t.Errorf("security schemes %v", names)
	}
}

func TestThePageOfTheDocumentationLoadsNothingFromElsewhere(t *testing.T) {
	w := start(t)
	page := w.Visitor().Get("/api/v1/docs").Wants(http.StatusOK)
	for _, source := range regexp.MustCompile(`(?:src|href)="([^"]*)"`).FindAllStringSubmatch(page.Body, -1) {
		if !strings.HasPrefix(source[1], "/") && !strings.HasPrefix(source[1], "#") {
			t.Errorf("the page names %s", source[1])
		}
	}
	if inline := regexp.MustCompile(`<style|style="|<script>|\son\w+="`).FindString(page.Body); inline != "" {
		t.Errorf("the page has %s", inline)
	}
	page.Says("curl", "Idempotency-Key", "Add a person")
	if !strings.Contains(page.Header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Error("the page has no policy of contents")
	}
}
