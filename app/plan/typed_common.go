package plan

import "strings"

// commonPasswords are words that many passwords are made of, in small letters: the start of the list, the rest is the plan's.
// They are the bases of the most frequent ones of published breaches that are no run, no row of keys and no brand.
var commonPasswords = strings.Fields(`
password passwort passw pass passcode pwd admin administrator root login logon welcome hello secret letmein changeme default
access security master guest user member test testing temp temporary iloveyou loveyou lovely love lover trustno whatever
dragon monkey shadow sunshine princess angel angels babygirl baby buddy sweety honey flower flowers butterfly rainbow summer
winter spring autumn january february march april june july august september october november december monday friday sunday
baseball football soccer hockey basketball tennis golf golfer cricket fishing hunter hunting racing runner surfer
superman batman spider starwars startrek gandalf matrix phoenix wizard warrior viking knight ranger cowboy captain
michael jordan jennifer thomas robert daniel andrew joshua michelle jessica ashley nicole matthew charlie charles amanda
george richard joseph jonathan anthony william justin patrick hannah heather melissa samantha victoria elizabeth
alexander benjamin christian david james john mary maria linda susan karen nancy betty peter martin stephen steven
maggie buster pepper ginger tigger bailey shelby harley cookie peanut snoopy smokey sparky cheese chicken butter banana
orange apple apples cherry pumpkin coffee chocolate pizza candy sugar cooper
diamond silver golden gold copper crystal platinum purple yellow black green blue red white
freedom forever family friend friends mother father sister brother children happy lucky smile heaven blessed
computer internet online system server network digital
america texas boston dallas london chicago newyork florida california canada paris mexico
liverpool arsenal chelsea lakers yankees cowboys eagles steelers tigers falcon falcons bulldog panther
tiger lion eagle bear wolf horse horses dolphin turtle rabbit kitten puppy kitty cats dogs
mountain ocean river thunder lightning rocket star stars moon music guitar dancer magic mustang turbo
health healthy insurance medical doctor nurse hospital clinic patient portal account benefits
trouble nothing anything something everything please thankyou goodluck jesus christ
`)
