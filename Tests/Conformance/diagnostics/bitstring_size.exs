x = <<1::size("a")>>
