# what each skill cost
page_of("skill"; "skill"; "none")
