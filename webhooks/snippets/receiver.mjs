// A receiver in Node, with nothing installed.
// WEBHOOK_SECRET=whsec_… PORT=8090 node receiver.mjs
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

function verified(secret, headers, body) {
  const id = headers["webhook-id"], sent = headers["webhook-timestamp"];
  if (!(Math.abs(Date.now() / 1000 - Number(sent)) < 300)) return false;
  const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : Buffer.from(secret);
  const expected = Buffer.from("v1," + createHmac("sha256", key).update(`${id}.${sent}.`).update(body).digest("base64"));
  return (headers["webhook-signature"] ?? "").split(" ").some((one) => {
    const given = Buffer.from(one);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

createServer((req, res) => {
  const parts = [];
  req.on("data", (part) => parts.push(part));
  req.on("end", () => {
    const body = Buffer.concat(parts);
    if (!verified(process.env.WEBHOOK_SECRET, req.headers, body)) return res.writeHead(401).end();
    // Store the body under its webhook-id, answer, and work afterwards. The same id may come again.
    res.writeHead(204).end();
  });
}).listen(process.env.PORT, "127.0.0.1");
