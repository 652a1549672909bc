// Package qr reads the codes in a picture.
//
// Come here when a picture was opened, dropped or pasted and holds addresses of an authenticator, or anything else that
// stands in a QR code. It finds and decodes with gozxing, and owns what surrounds that: bounds on what is read (a picture
// comes from anybody), the tries with other sizes and thresholds that photographs need, and several codes in one picture.
// It makes no codes (ui/control draws them), judges no text (app/otp does) and reads no file.
package qr
