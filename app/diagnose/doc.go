// Package diagnose finds out why a sign-in does not work: facts and answers in, one verdict and one fix out.
//
// Come here for what the page "Can't sign in?" decides. What can be measured is measured first and costs the member nothing
// (Measured); only then is something asked, the cheapest first, four questions at most (Next). Shortest is the way for who wants
// no questions. A verdict says whose fault it is (Class), what is wrong (Cause), what to do about it (Fix), and what is not as it
// was at the last good sign-in (Change). The package tries no name and no password: diagnosing burns no try at the plan. It
// says nothing either, the words are the ui's; and it carries nothing out.
package diagnose
