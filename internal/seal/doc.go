// Package seal makes bytes unreadable to everyone without the key, and says so when
// somebody changed them.
//
// A Key is the data key of one journal together with the journal's id. It seals
// records with XChaCha20-Poly1305 (a random 24-byte nonce each, so there is no limit
// on their number), and hides names behind an HMAC. The Key itself is kept wrapped:
// as an ordinary age file to a passphrase, as another to a recovery key, or as one
// line of text in a key file. Backups are ordinary age files too.
//
// Promises. A sealed record opens only under the journal, the bucket and the key it
// was sealed for; whatever was swapped, copied or changed is ErrTampered. Its length
// tells the length of the text to 256 bytes and no better. A wrong passphrase is
// ErrKey and a damaged wrapping is ErrTampered, as far as age can tell them apart: a
// flipped bit inside the wrapped key itself looks like a wrong passphrase, so the
// store keeps a checksum beside it. A hostile wrapping costs at most scrypt 2^20.
//
// A derivation takes some 260 MiB for a moment; it is given back to the system
// before the call returns. Do not run two at once.
//
// It never writes a file, never asks, never prints a key: a Key shows as "seal.Key"
// whatever the verb. Nonces and keys come from crypto/rand, which cannot fail.
package seal
