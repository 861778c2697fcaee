# what each folder of configuration cost
page_of("config"; "config"; "unknown")
