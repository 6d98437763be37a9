//go:build fakeclock

package cli

import "github.com/recover-journal/recover/internal/seal"

// cost is what a test can pay a hundred times. A test holds that a released program
// asks for the whole price.
func cost() seal.Cost { return seal.Cost{Log2: 12} }
