// Package look is how everything looks: colours, sizes and fonts, as a Fyne theme.
//
// Come here to change a colour or a size for the whole program. A Look answers Fyne's own names, so that the few Fyne
// widgets we use fit in, and our names (Ink, Lost, Title…), which our controls ask for. It draws nothing; contrast and
// sizes are promised by its tests for light, dark and high contrast.
package look
