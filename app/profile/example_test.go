package profile_test

import (
	"fmt"

	"vestibule/app/plan"
	"vestibule/app/profile"
)

// People are found by two letters, and those of one name stand together by birth year.
func ExampleFind() {
	people := profile.Received(here, carmen, []plan.Grant{grant("m1", "María Ruiz", 1968), grant("m2", "Luis Delgado", 2017), grant("m3", "Maria Ruiz", 1941)})
	for _, p := range profile.Find(people, "ma") {
		fmt.Println(p.Name, p.Born)
	}
	// Output:
	// Maria Ruiz 1941
	// María Ruiz 1968
}

// What was asked for one person is neither shown nor kept once another is on screen.
func ExampleDesk() {
	var desk profile.Desk
	var cache profile.Cache
	people := profile.Received(here, carmen, []plan.Grant{grant("m1", "Dolores Ruiz", 1948), grant("m2", "Luis Delgado", 2017)})
	turn := desk.Sit(people[0])
	answer := []plan.Record{{Title: "Blood test of Dolores"}} // is on its way
	desk.Sit(people[1])
	if desk.Holds(turn) {
		cache.Put(turn.Key(), plan.Results, answer)
	}
	_, found := cache.List(turn.Key(), plan.Results)
	fmt.Println(found)
	// Output: false
}
