package transfer

// formats is every format, the ones that are told apart by the most first: what has no mark of its own comes last.
var formats = []func(source) (File, bool){
	ours, aegis, twoFAS, stratum, andOTP, duo, steam, authy, battleNet, totpAuth, authPlus, twoFAuth, raivo,
	bitwarden, bitwardenSealed, bitwardenCSV, passwordsCSV, enteSealed, proton, protonSealed, freeOTPJSON, freeOTPPreferences, freeOTP2,
	lastPass, cotp, cotpItems, onePassword, otpauthList,
	totpAuthSealed, andOTPSealed,
}
