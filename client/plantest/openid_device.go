package plantest

import (
	"context"

	"vestibule/app/plan"
)

// Elsewhere is the member at another device, which has a browser and nothing else of the app's: they go to the page that they
// were told, type the code, sign in and allow it, or go back where they have no password to type (RFC 8628, section 3.3).
func (o *OpenID) Elsewhere(ctx context.Context, m *Member, grant plan.DeviceGrant) error {
	return o.atDevice(ctx, m, grant.Page, grant.Code)
}

// ElsewhereByLink is Elsewhere for who reads the picture with a camera: there the code is in the address.
func (o *OpenID) ElsewhereByLink(ctx context.Context, m *Member, grant plan.DeviceGrant) error {
	return o.atDevice(ctx, m, grant.Link, "")
}

func (o *OpenID) atDevice(ctx context.Context, m *Member, page, code string) error {
	v := o.Visitor(ctx, m)
	typed := v.Type
	v.Type = func(field string) (string, bool) {
		if field == "user_code" {
			return code, code != ""
		}
		return typed(field)
	}
	_, err := v.Browse(ctx, page, "")
	return err
}
