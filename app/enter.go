package app

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
)

const (
	requestDeadline = 10 * time.Second
	bodyLimit       = 256 << 10
)

var (
	errNoUser = errors.New("nobody is logged in")
	errNoKey  = errors.New("no key, or none that we know")
)

// enter is what a request passes before its handler: deadline, size, who it is, whether they may.
func (a *App) enter(route web.Route) echo.MiddlewareFunc {
	limit := route.BodyLimit
	if limit == 0 {
		limit = bodyLimit
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Set(routeKey, route)
			if err := readableAddress(c, route); err != nil {
				return err
			}
			request := c.Request()
			ctx := request.Context()
			if !route.Streams {
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(ctx, requestDeadline)
				defer cancel()
			}
			if encoding := request.Header.Get("Content-Encoding"); encoding != "" && encoding != "identity" {
				return echo.ErrUnsupportedMediaType // a small body may unpack to a large one
			}
			c.SetRequest(request.WithContext(ctx))
			c.Request().Body = http.MaxBytesReader(c.Response(), request.Body, limit)
			if route.Limited {
				if wait := a.limiter.Wait(web.NetworkOf(c.RealIP())); wait > 0 {
					return web.TooOften{Wait: wait}
				}
			}
			if route.Searches {
				if wait := a.searching.Wait(web.NetworkOf(c.RealIP())); wait > 0 {
					return web.TooOften{Wait: wait}
				}
			}
			if route.Audience == web.ForOps {
				if route.Policy == web.Operator && !a.isOperator(request) {
					return echo.ErrNotFound
				}
				return next(c)
			}
			return a.admit(c, route, next)
		}
	}
}

// readableAddress refuses what no database takes: an id with bytes that are no text is not there, such a query is none.
// The API words its own queries.
func readableAddress(c echo.Context, route web.Route) error {
	for _, id := range c.ParamValues() {
		if !isText(id) {
			return models.ErrNotFound
		}
	}
	if route.Audience == web.ForAPI {
		return nil
	}
	for name, values := range c.QueryParams() {
		for _, value := range append(values, name) {
			if !isText(value) {
				return echo.ErrBadRequest
			}
		}
	}
	return nil
}

func isText(value string) bool {
	return utf8.ValidString(value) && !strings.ContainsRune(value, 0)
}

func (a *App) admit(c echo.Context, route web.Route, next echo.HandlerFunc) error {
	who, err := a.Identify(c, route.Audience)
	if err != nil {
		return err
	}
	c.SetRequest(c.Request().WithContext(web.WithPrincipal(c.Request().Context(), who, c.RealIP())))
	if who.IsKey() {
		if wait := a.keyLimiter.Wait(strconv.FormatInt(who.Key.ID, 10)); wait > 0 {
			return web.TooOften{Wait: wait}
		}
	}
	switch {
	case route.Policy.Admits(who):
		return next(c)
	case who != nil:
		return echo.ErrForbidden
	case route.Audience == web.ForAPI:
		if wait := a.keyLimiter.Wait(web.NetworkOf(c.RealIP())); wait > 0 {
			return web.TooOften{Wait: wait}
		}
		return errNoKey
	}
	return errNoUser
}

// routeKey finds the route of a request; one without is an address that the table does not know.
const routeKey = "route"

func routeOf(c echo.Context) web.Route {
	route, _ := c.Get(routeKey).(web.Route)
	return route
}

// addressReader finds the client: the address of the socket, or what trusted proxies say about who is behind them.
func addressReader(trusted Networks) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, network := range trusted {
		options = append(options, echo.TrustIPRange(&net.IPNet{
			IP: network.Addr().AsSlice(), Mask: net.CIDRMask(network.Bits(), network.Addr().BitLen()),
		}))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

// isOperator holds for this machine and the networks named, and never for what a proxy passed on.
func (a *App) isOperator(request *http.Request) bool {
	for _, header := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip", "X-Forwarded-Host", "X-Forwarded-Proto", "Via"} {
		if request.Header.Get(header) != "" {
			return false
		}
	}
	address, err := netip.ParseAddrPort(request.RemoteAddr)
	return err == nil && (address.Addr().Unmap().IsLoopback() || a.config.MetricsAllow.Contain(address.Addr()))
}
