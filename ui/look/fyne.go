package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// fyneColours says which of our colours stands for each of Fyne's.
var fyneColours = map[fyne.ThemeColorName]fyne.ThemeColorName{
	theme.ColorNameBackground:                Paper,
	theme.ColorNameButton:                    Sheet,
	theme.ColorNameDisabledButton:            Off,
	theme.ColorNameDisabled:                  OffInk,
	theme.ColorNameError:                     Lost,
	theme.ColorNameFocus:                     Focus,
	theme.ColorNameForeground:                Ink,
	theme.ColorNameForegroundOnError:         Sheet,
	theme.ColorNameForegroundOnPrimary:       OnAccent,
	theme.ColorNameForegroundOnSuccess:       Sheet,
	theme.ColorNameForegroundOnWarning:       Sheet,
	theme.ColorNameHeaderBackground:          Sheet,
	theme.ColorNameHover:                     Tint,
	theme.ColorNameHyperlink:                 Accent,
	theme.ColorNameInnerWindowBorder:         Border,
	theme.ColorNameInnerWindowBorderInactive: Hairline,
	theme.ColorNameInputBackground:           Field,
	theme.ColorNameInputBorder:               Border,
	theme.ColorNameMenuBackground:            Sheet,
	theme.ColorNameOverlayBackground:         Sheet,
	theme.ColorNamePlaceHolder:               Quiet,
	theme.ColorNamePressed:                   Tint,
	theme.ColorNamePrimary:                   Accent,
	theme.ColorNameScrollBar:                 Border,
	theme.ColorNameScrollBarBackground:       Paper,
	theme.ColorNameSelection:                 Selected,
	theme.ColorNameSeparator:                 Hairline,
	theme.ColorNameSuccess:                   Done,
	theme.ColorNameWarning:                   RunsOut,
}

// fyneTexts says which of our text sizes stands for each of Fyne's.
var fyneTexts = map[fyne.ThemeSizeName]fyne.ThemeSizeName{
	theme.SizeNameText:           Body,
	theme.SizeNameCaptionText:    Small,
	theme.SizeNameSubHeadingText: Head,
	theme.SizeNameHeadingText:    Title,
}

// fyneSizes are Fyne's other sizes where ours differ.
var fyneSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNamePadding:         Tight,
	theme.SizeNameInnerPadding:    12,
	theme.SizeNameInputRadius:     Inside,
	theme.SizeNameInputBorder:     0, // control.Field draws its own edge
	theme.SizeNameButtonRadius:    Radius,
	theme.SizeNameCardRadius:      Radius,
	theme.SizeNameDialogRadius:    Radius,
	theme.SizeNamePopupRadius:     Radius,
	theme.SizeNameInlineIcon:      Icon,
	theme.SizeNameScrollBar:       12,
	theme.SizeNameScrollBarSmall:  6,
	theme.SizeNameScrollBarRadius: 3,
}
