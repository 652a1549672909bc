// Package wizard is the frame for one step at a time.
//
// Come here to change how every page looks or behaves at once. A step kind makes a Page (data); the Frame draws it, in a
// narrow or a wide arrangement. The frame decides nothing about a step and knows no plan.
package wizard
