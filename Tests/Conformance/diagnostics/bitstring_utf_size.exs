x = <<1::utf8-size(8)>>
