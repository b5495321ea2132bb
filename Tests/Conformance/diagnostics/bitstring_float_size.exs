<<x::float-size(7)>> = <<1>>
