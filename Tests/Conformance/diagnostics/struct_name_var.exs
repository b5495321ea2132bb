x = S
%x{a: 1}
