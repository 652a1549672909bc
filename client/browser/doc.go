// Package browser is how Go asks a browser for what takes time, and for what may not be there.
//
// Come here when something of the page's world is called from Go: promises (Await), requests and transactions of IndexedDB
// (On), and properties that throw where the browser does not allow them (Global). It knows nothing of what is asked.
//
// A goroutine that waits here leaves the page's event loop free. Only one that the page itself has called (js.FuncOf) must
// not wait: the loop stands still until it returns, and what it waits for never comes.
package browser
