# A receiver in Python 3, with the standard library alone.
# WEBHOOK_SECRET=whsec_… PORT=8090 python3 receiver.py
import base64, hashlib, hmac, os, time
from http.server import BaseHTTPRequestHandler, HTTPServer


def verified(secret, headers, body):
    sent = headers.get("webhook-timestamp", "")
    if not sent.isdigit() or abs(time.time() - int(sent)) > 300:
        return False
    key = base64.b64decode(secret[6:]) if secret.startswith("whsec_") else secret.encode()
    signed = f"{headers.get('webhook-id', '')}.{sent}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    given = headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(one.encode(), expected) for one in given)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if verified(os.environ["WEBHOOK_SECRET"], self.headers, body):
            # Store the body under its webhook-id, answer, and work afterwards. The same id may come again.
            self.send_response(204)
        else:
            self.send_response(401)
        self.end_headers()


HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Receiver).serve_forever()
