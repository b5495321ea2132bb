x = <<"a"::binary-signed>>
