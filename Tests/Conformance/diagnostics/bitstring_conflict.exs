x = <<1::integer-float>>
