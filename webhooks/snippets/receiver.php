<?php
// A receiver in PHP 8, with nothing installed.
// WEBHOOK_SECRET=whsec_… php -S 127.0.0.1:8090 receiver.php

function verified(string $secret, string $body): bool
{
    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $sent = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if (!ctype_digit($sent) || abs(time() - (int) $sent) > 300) {
        return false;
    }
    $key = str_starts_with($secret, 'whsec_') ? base64_decode(substr($secret, 6)) : $secret;
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$sent.$body", $key, true));
    foreach (explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '') as $given) {
        if (hash_equals($expected, $given)) {
            return true;
        }
    }
    return false;
}

$body = file_get_contents('php://input');
if (!verified(getenv('WEBHOOK_SECRET'), $body)) {
    http_response_code(401);
    exit;
}
// Store the body under its webhook-id, answer, and work afterwards. The same id may come again.
http_response_code(204);
