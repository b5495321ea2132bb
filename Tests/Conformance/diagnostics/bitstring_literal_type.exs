x = <<"a"::integer>>
