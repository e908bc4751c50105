package webhooks

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"syscall"

	"golang.org/x/net/http2"
)

// Failure is the one word for why a try did not succeed. It is kept in the attempt's row.
type Failure string

const (
	FailedDNS        Failure = "dns"
	FailedConnection Failure = "refused"
	FailedTime       Failure = "timeout"
	FailedTLS        Failure = "tls"
	FailedGuard      Failure = "private-address"
	FailedRedirect   Failure = "redirect"
	FailedReset      Failure = "reset"
	FailedAnswer     Failure = "bad-answer"
	FailedStatus     Failure = "status"
	FailedToken      Failure = "token"
	FailedSecret     Failure = "secret"
	FailedStop       Failure = "stopped"
	FailedBody       Failure = "body"
)

// IsFinal says that trying again cannot help.
func (f Failure) IsFinal() bool { return f == FailedGuard || f == FailedBody }

// IsCounted says that the failure is the receiver's and counts against its health.
func (f Failure) IsCounted() bool {
	return f != "" && f != FailedStop && f != FailedSecret && f != FailedBody
}

// Sentence tells staff what happened; status is that of the answer, or 0.
func (f Failure) Sentence(status int) string {
	switch f {
	case "":
		return "Delivered."
	case FailedDNS:
		return "The host name was not found."
	case FailedConnection:
		return "Nothing answered at this address."
	case FailedTime:
		return "The receiver took too long to answer."
	case FailedTLS:
		return "The secure connection failed."
	case FailedGuard:
		return "The address is not one that webhooks may reach."
	case FailedRedirect:
		return fmt.Sprintf("The receiver sent the request elsewhere (%s).", statusText(status))
	case FailedReset:
		return "The receiver broke off the connection."
	case FailedAnswer:
		return "The answer was not readable as HTTP."
	case FailedStatus:
		return fmt.Sprintf("The receiver answered %s.", statusText(status))
	case FailedToken:
		return "No OAuth token could be had."
	case FailedSecret:
		return "The endpoint's secret could not be read."
	case FailedStop:
		return "Anteroom was stopped while sending."
	case FailedBody:
		return "What was to be sent is no longer kept."
	}
	return "The try failed."
}

// Advice tells staff what to do about it.
func (f Failure) Advice(status int) string {
	switch f {
	case FailedDNS:
		return "Check the spelling of the host and that its DNS entry exists."
	case FailedConnection:
		return "Check that the receiver is running and that a firewall lets Anteroom in."
	case FailedTime:
		return "Have the receiver answer first and do its work afterwards; it has 15 seconds."
	case FailedTLS:
		return "Check that the receiver's certificate is valid, not expired and made for this host name."
	case FailedGuard:
		return "Use a public https address, or have the network named in ANTEROOM_WEBHOOK_ALLOW; then redeliver."
	case FailedRedirect:
		return "Redirects are not followed: enter the final URL in the endpoint."
	case FailedReset:
		return "Look in the receiver's log for a crash or a size limit at the time of the try."
	case FailedAnswer:
		return "Check that a web server listens at this port and that its headers are small."
	case FailedStatus:
		return statusAdvice(status)
	case FailedToken:
		return "Check the token URL, client id and client secret of the endpoint."
	case FailedSecret:
		return "Start Anteroom with the ANTEROOM_SECRET it had, or give the endpoint a new secret, and its header a new value."
	case FailedStop:
		return "Nothing to do: it is sent again."
	case FailedBody:
		return "Take what the receiver lacks from the records themselves, by the API or an export."
	}
	return ""
}

func statusAdvice(status int) string {
	switch {
	case status == http.StatusGone:
		return "The receiver says that it is gone for good, so the endpoint is switched off. Correct the URL and switch it on again."
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return "Check the secret, and the OAuth settings or the header if the receiver asks for one."
	case status == http.StatusNotFound || status == http.StatusMethodNotAllowed:
		return "Check the path of the URL, and that the receiver takes POST."
	case status == http.StatusTooManyRequests:
		return "The receiver asks for fewer requests; Anteroom waits as told. Lower the endpoint's slots if it goes on."
	case status >= 500:
		return "The receiver has a fault of its own: look in its log. Anteroom tries again."
	}
	return "Have the receiver answer with 200 once it has stored the event."
}

func statusText(status int) string {
	text := strconv.Itoa(status)
	if name := http.StatusText(status); name != "" {
		text += " " + name
	}
	return text
}

func failureOfStatus(status int) Failure {
	switch {
	case status >= 200 && status < 300:
		return ""
	case status >= 300 && status < 400:
		return FailedRedirect
	}
	return FailedStatus
}

// failureOf finds the word for an error of the client. The order matters: a lookup that timed out is about DNS.
func failureOf(err error) Failure {
	var (
		refusal *Refusal
		name    *net.DNSError
		network net.Error
	)
	switch {
	case errors.As(err, &refusal):
		return FailedGuard
	case errors.Is(err, context.Canceled):
		return FailedStop
	case errors.As(err, &name):
		return FailedDNS
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return FailedTime
	case isTLS(err):
		return FailedTLS
	case isBrokenOff(err):
		return FailedReset
	case isOperation(err, "dial"), errors.Is(err, syscall.ECONNREFUSED):
		return FailedConnection
	}
	return FailedAnswer
}

func isTLS(err error) bool {
	var (
		verification *tls.CertificateVerificationError
		record       tls.RecordHeaderError
		authority    x509.UnknownAuthorityError
	)
	return errors.As(err, &verification) || errors.As(err, &record) || errors.As(err, &authority) ||
		errors.Is(err, http.ErrSchemeMismatch) || isOperation(err, "remote error") || isOperation(err, "local error")
}

func isBrokenOff(err error) bool {
	var stream http2.StreamError
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &stream)
}

func isOperation(err error, operation string) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == operation
}
