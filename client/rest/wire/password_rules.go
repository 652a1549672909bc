package wire

import "vestibule/app/plan"

// PasswordRules are what a new password must keep. MaxAgeDays is null where passwords do not expire.
type PasswordRules struct {
	MinLen       int   `json:"min_len"`
	MaxLen       int   `json:"max_len"`
	RequireUpper bool  `json:"require_upper"`
	RequireLower bool  `json:"require_lower"`
	RequireDigit bool  `json:"require_digit"`
	Blocklist    bool  `json:"blocklist"`
	MaxAgeDays   *int  `json:"max_age_days"`
	History      int   `json:"history"`
	WarnDays     []int `json:"warn_days,omitempty"`
}

func fromPasswordRules(r plan.PasswordRules) PasswordRules {
	w := PasswordRules{
		MinLen: r.MinLen, MaxLen: r.MaxLen, RequireUpper: r.RequireUpper, RequireLower: r.RequireLower,
		RequireDigit: r.RequireDigit, Blocklist: r.Blocklist, History: r.History, WarnDays: r.WarnDays,
	}
	if r.MaxAgeDays > 0 {
		w.MaxAgeDays = &r.MaxAgeDays
	}
	return w
}

func (w PasswordRules) rules(c *check) plan.PasswordRules {
	c.within(int64(w.MinLen), 1, 256, "password.min_len")
	c.within(int64(w.MaxLen), int64(w.MinLen), 65536, "password.max_len")
	c.within(int64(w.History), 0, 1000, "password.history")
	for _, d := range w.WarnDays {
		c.days(d, "password.warn_days")
	}
	r := plan.PasswordRules{
		MinLen: w.MinLen, MaxLen: w.MaxLen, RequireUpper: w.RequireUpper, RequireLower: w.RequireLower,
		RequireDigit: w.RequireDigit, Blocklist: w.Blocklist, History: w.History, WarnDays: w.WarnDays,
	}
	if w.MaxAgeDays != nil {
		c.within(int64(*w.MaxAgeDays), 1, 36600, "password.max_age_days")
		r.MaxAgeDays = *w.MaxAgeDays
	}
	return r
}
