package transfer

// formats is every format, the ones that are told apart by the most first: what has no mark of its own comes last.
var formats = []func(source) (File, bool){
	aegis, twoFAS, stratum, andOTP,
	andOTPSealed,
}
