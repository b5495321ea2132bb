# Erlang's own functions on data, mathematics, binaries and formatted text.

defmodule Differential.Table do
  @moduledoc false

  def rows do
    directives =
      {:pick,
       {~c"~p", ~c"~w", ~c"~s", ~c"~ts", ~c"~tp", ~c"~tw", ~c"~10p", ~c"~5s|", ~c"~-8w|",
        ~c"~8..xw", ~c"~P", ~c"~W", ~c"~a", ~c"~B", ~c"~16B", ~c"~.16b", ~c"~.36X", ~c"~#",
        ~c"~16#", ~c"~+", ~c"~e", ~c"~.3f", ~c"~f", ~c"~g", ~c"~10.4e|", ~c"~12.2f|", ~c"~.10g",
        ~c"~c", ~c"~3c", ~c"~tc", ~c"~i", ~c"~n", ~c"~~", ~c"~20.10s|", ~c"~.4s|", ~c"~30p",
        ~c"~lp", ~c"~0p", ~c"~kp", ~c"~x", ~c"~"}}

    arguments =
      {:one,
       {{:list, :bare}, {:list, :int}, {:list, :float}, {:list, :text}, {:list, :atom},
        {:list, :charlist}, :ints, :list}}

    # Every control with what it takes, in fields of all kinds.
    fields =
      for width <- ["", "1", "2", "5", "8", "-8", "12"],
          precision <- ["", ".0", ".1", ".2", ".3", ".5", ".9"],
          pad <- if(precision == "", do: ["", "..x"], else: ["", ".x"]),
          modifier <- ["", "t", "l", "tl"],
          do: String.to_charlist("~" <> width <> precision <> pad <> modifier)

    controls =
      {:pick,
       {{?w, [:abcd]}, {?w, [[1, "é"]]}, {?s, ["abcd"]}, {?s, [[?a, "é", 0x3B1]]}, {?s, [:atom]},
        {?p, [~c"text"]}, {?p, [{:a, [1000, 1001], "b"}]}, {?c, [?c]}, {?c, [0x3B1]},
        {?b, [-1234]}, {?B, [255]}, {?+, [254]}, {?#, [-16]}, {?f, [12.5]}, {?e, [-0.00125]},
        {?g, [1.0e22]}, {?W, [[:a, :b, [:c]], 3]}, {?P, [[{:a, %{b: 1}}, [:c], ~c"d"], 4]},
        {?x, [123, ~c"0x"]}, {?X, [-123, "x"]}, {?~, []}, {?n, []}, {?i, [1]}}}

    text = fn list -> IO.chardata_to_string(list) end

    [
      for(name <- [:abs, :ceil, :floor, :round, :trunc, :float], do: {:erlang, name, [:number]}),
      for(name <- [:band, :bor, :bxor, :div, :rem], do: {:erlang, name, [:integer, :integer]}),
      for(name <- [:bsl, :bsr], do: {:erlang, name, [:integer, :shift]}),
      {:erlang, :bnot, [:integer]},
      for(name <- [:+, :-, :*, :/], do: {:erlang, name, [:number, :number]}),
      for(name <- [:xor, :and, :or], do: {:erlang, name, [:atom, :atom]}),
      for(
        name <- [:adler32, :crc32, :md5, :iolist_size, :iolist_to_binary],
        do: {:erlang, name, [:iodata]}
      ),
      # What explains its errors depends on where in a large list they are.
      {:erlang, :iolist_to_iovec, [{:one, {:iodata}}]},
      for(name <- [:adler32, :crc32], do: {:erlang, name, [:big, :iodata]}),
      for(
        name <- [:adler32_combine, :crc32_combine],
        do: {:erlang, name, [:byte, :byte, :count]}
      ),
      {:erlang, :append_element, [:tuple, :term]},
      {:erlang, :delete_element, [:position, :tuple]},
      {:erlang, :insert_element, [:position, :tuple, :term]},
      {:erlang, :element, [:position, :tuple]},
      {:erlang, :setelement, [:position, :tuple, :term]},
      {:erlang, :make_tuple, [:count, :term]},
      {:erlang, :make_tuple, [:count, :term, {:list, :keyed}]},
      {:erlang, :make_tuple, [:count, :term, :keyed]},
      for(name <- [:list_to_tuple, :length, :hd, :tl], do: {:erlang, name, [:list]}),
      for(name <- [:tuple_to_list, :tuple_size, :size], do: {:erlang, name, [:tuple]}),
      for(name <- [:atom_to_binary, :atom_to_list], do: {:erlang, name, [:atom]}),
      {:erlang, :atom_to_binary, [:atom, {:pick, {:utf8, :latin1, :unicode, :other}}]},
      for(
        name <- [:binary_to_atom, :binary_to_existing_atom, :binary_to_float, :binary_to_integer],
        do: {:erlang, name, [:string]}
      ),
      {:erlang, :binary_to_atom, [:string, {:pick, {:utf8, :latin1, :other}}]},
      {:erlang, :binary_to_integer, [:string, :base]},
      for(
        name <- [:list_to_atom, :list_to_float, :list_to_integer, :list_to_existing_atom],
        do: {:erlang, name, [:charlist]}
      ),
      {:erlang, :list_to_integer, [:charlist, :base]},
      {:erlang, :binary_part, [:binary, :index, :index]},
      {:erlang, :binary_part,
       [:binary, {:pick, {{0, 1}, {2, -1}, {1, 0}, {-1, 1}, {0, 100}, 5}}]},
      {:erlang, :binary_to_list, [:binary]},
      {:erlang, :binary_to_list, [:binary, :position, :count]},
      {:erlang, :bitstring_to_list, [:bitstring]},
      {:erlang, :list_to_binary, [:iodata]},
      {:erlang, :list_to_bitstring, [{:list, :bitstring}]},
      {:erlang, :split_binary, [:binary, :count]},
      {:erlang, :float_to_binary, [:float]},
      {:erlang, :float_to_list, [:float]},
      {:erlang, :float_to_binary,
       [
         :float,
         {:pick,
          {[], [:short], [decimals: 2], [{:decimals, 4}, :compact], [scientific: 3],
           [scientific: 0], [decimals: 0], [decimals: 20], [:bad], [decimals: 253],
           [decimals: -1]}}
       ]},
      {:erlang, :integer_to_binary, [:integer, :base]},
      {:erlang, :integer_to_list, [:integer, :base]},
      {:erlang, :is_function, [:fun1, :count]},
      {:erlang, :is_record, [:tuple, :atom]},
      {:erlang, :is_record, [:tuple, :atom, :count]},
      {:erlang, :is_integer, [:number, :int, :int]},
      {:erlang, :map_get, [:int, :map]},
      {:erlang, :is_map_key, [:int, :map]},
      {:erlang, :max, [:mixed, :mixed]},
      {:erlang, :min, [:mixed, :mixed]},
      {:erlang, :phash2, [{:one, {:bare}}]},
      {:erlang, :phash2, [{:one, {:bare}}, :int]},
      {:erlang, :term_to_binary, [{:one, {:bare}}]},
      {:erlang, :term_to_binary,
       [
         {:one, {:bare}},
         {:pick,
          {[], [:deterministic], [minor_version: 1], [minor_version: 0], [minor_version: 2],
           [:local, :x]}}
       ]},
      {:erlang, :external_size, [:bare]},
      {"term_to_binary and back",
       fn term -> term |> :erlang.term_to_binary() |> :erlang.binary_to_term() end, [:bare]},
      {"compressed and back",
       fn term -> term |> :erlang.term_to_binary(compressed: 9) |> :erlang.binary_to_term() end,
       [:bare]},
      {"broken external terms",
       fn term, at, byte ->
         binary = :erlang.term_to_binary(term)
         <<before::binary-size(rem(at, byte_size(binary))), _, rest::binary>> = binary
         :erlang.binary_to_term(<<before::binary, byte, rest::binary>>, [:safe])
       end,
       [
         # No atoms: which ones exist is no matter of the format.
         {:one, {:ints, :numbers, :float, :bitstring}},
         :byte,
         {:pick, {0, 1, 97, 98, 104, 106, 107, 108, 109, 200}}
       ]},
      {:erlang, :binary_to_term, [:binary]},
      {:erlang, :split_binary, [:bitstring, :count]},
      for(
        name <- [:decode_packet],
        do:
          {:erlang, name,
           [
             {:pick, {:raw, 1, 2, 4, :line, :cdr, :tpkt, :other}},
             :binary,
             {:pick, {[], [packet_size: 3], [line_length: 2]}}
           ]}
      ),
      {"decode_packet of lines",
       fn text, options -> :erlang.decode_packet(:line, text, options) end,
       [
         {:pick, {"a\nb", "\n", "abc", "abc\r\ndef", ""}},
         {:pick, {[], [line_length: 2], [packet_size: 2], [line_delimiter: ?b]}}
       ]},
      {"decode_packet of http", fn type, text -> :erlang.decode_packet(type, text, []) end,
       [
         {:pick, {:http, :http_bin, :httph, :httph_bin}},
         {:pick,
          {"GET /a HTTP/1.1\r\nHost: x\r\n\r\n", "PUT http://h:80/p HTTP/1.0\r\nx",
           "Host: x\r\n\r\n", "X-Y-z:  a b \r\nb", "HTTP/1.1 200 OK\r\nx", "\r\n", "bad\r\n",
           "OPTIONS * HTTP/1.1\r\n", "content-length: 5\r\n 6\r\n\r\n", "GET /",
           "FOO sip:x HTTP/1.1\r\n", "CONNECT h:443 HTTP/1.1\r\n"}}
       ]},
      # :math
      for(
        name <-
          [
            :acos,
            :asin,
            :atan,
            :ceil,
            :cos,
            :cosh,
            :erf,
            :exp,
            :floor,
            :log,
            :log10,
            :log2,
            :sin
          ] ++
            [:sinh, :sqrt, :tan, :tanh],
        do: {:math, name, [:number]}
      ),
      # The last digit of these is a matter of the C library.
      for(
        name <- [:acosh, :asinh, :atanh, :erfc],
        do: {"math #{name}", fn x -> Float.round(apply(:math, name, [x]), 8) end, [:number]}
      ),
      for(name <- [:atan2, :fmod, :pow], do: {:math, name, [:number, :number]}),
      # :binary
      {:binary, :at, [:binary, :index]},
      {:binary, :bin_to_list, [:binary]},
      {:binary, :bin_to_list, [:binary, :index, :index]},
      {:binary, :copy, [:binary, :count]},
      {:binary, :decode_hex, [:base16]},
      {:binary, :decode_unsigned, [:binary]},
      {:binary, :decode_unsigned, [:binary, {:pick, {:big, :little, :other}}]},
      {:binary, :encode_hex, [:binary]},
      {:binary, :encode_hex, [:binary, {:pick, {:uppercase, :lowercase, :other}}]},
      {:binary, :encode_unsigned, [:integer]},
      {:binary, :encode_unsigned, [:big, {:pick, {:big, :little, :other}}]},
      {:binary, :first, [:binary]},
      {:binary, :last, [:binary]},
      {:binary, :list_to_bin, [:iodata]},
      {:binary, :join, [{:list, :word}, :word]},
      {:binary, :longest_common_prefix, [{:list, :text}]},
      {:binary, :longest_common_suffix, [{:list, :text}]},
      for(name <- [:match, :matches, :split], do: {:binary, name, [:text, :pattern]}),
      for(
        name <- [:match, :matches],
        do:
          {:binary, name,
           [
             :text,
             :pattern,
             {:pick, {[], [scope: {1, 3}], [scope: {0, 100}], [scope: {3, -2}], [:bad]}}
           ]}
      ),
      {:binary, :split,
       [
         :text,
         :pattern,
         {:pick,
          {[], [:global], [:trim], [:global, :trim], [:global, :trim_all], [scope: {1, 2}],
           [:bad]}}
       ]},
      {:binary, :replace, [:text, :pattern, :word]},
      {:binary, :replace,
       [
         :text,
         :pattern,
         :word,
         {:pick,
          {[], [:global], [insert_replaced: 1], [:global, insert_replaced: [0, 1]],
           [scope: {1, 3}], [:bad]}}
       ]},
      {:binary, :replace,
       [:text, :pattern, {:const, &String.upcase/1}, {:pick, {[], [:global]}}]},
      {:binary, :part, [:binary, :index, :index]},
      # :io_lib
      {"format", fn directive, arguments -> text.(:io_lib.format(directive, arguments)) end,
       [directives, arguments]},
      {"format of two",
       fn one, two, arguments -> text.(:io_lib.format(one ++ ~c" " ++ two, arguments)) end,
       [directives, directives, arguments]},
      {"~*w",
       fn width, term -> text.(:io_lib.format(~c"~*w|~*s", [width, term, width, "ab"])) end,
       [{:one, {:index}}, {:one, {:bare}}]},
      {"~p", fn term -> text.(:io_lib.format(~c"~p", [term])) end, [{:one, {:nested}}]},
      {"~tp of width", fn term, width -> text.(:io_lib.format(~c"~*tp", [width, term])) end,
       [{:one, {:nested}}, {:pick, {80, 100, 120}}]},
      {"~w", fn term -> text.(:io_lib.format(~c"~tw", [term])) end, [{:one, {:bare}}]},
      {"~P", fn term, depth -> text.(:io_lib.format(~c"~tP", [term, depth])) end,
       [{:one, {:nested}}, :count]},
      {"~W", fn term, depth -> text.(:io_lib.format(~c"~tW", [term, depth])) end,
       [{:one, {:nested}}, :count]},
      {"~f",
       fn float, precision ->
         text.(
           :io_lib.format(~c"~.*f ~.*e ~.*g", [
             precision,
             float,
             precision,
             float,
             precision,
             float
           ])
         )
       end, [{:one, {:float}}, {:pick, {2, 3, 6, 10}}]},
      for(
        name <- [
          :char_list,
          :deep_char_list,
          :deep_latin1_char_list,
          :latin1_char_list,
          :printable_latin1_list,
          :printable_list,
          :printable_unicode_list
        ],
        do: {:io_lib, name, [{:one, {:charlist, :list, :ints, :deep}}]}
      ),
      for(
        name <- [:write, :print],
        do:
          {"io_lib #{name}", fn term -> text.(apply(:io_lib, name, [term])) end,
           [{:one, {:nested}}]}
      ),
      for(name <- [:write_atom], do: {:io_lib, name, [:atom]}),
      for(
        name <- [:write_string, :write_latin1_string, :write_string_as_latin1],
        do: {:io_lib, name, [{:one, {:charlist}}]}
      ),
      for(
        name <- [:write_char],
        do: {:io_lib, name, [{:pick, {?a, ?\n, ?', ?\\, 0, 200, 127}}]}
      ),
      {:io_lib, :indentation, [{:one, {:charlist}}, {:one, {:count}}]},
      {"io_lib print at a column",
       fn term, column, width, depth -> text.(:io_lib.print(term, column, width, depth)) end,
       [{:one, {:nested}}, {:pick, {1, 4}}, {:pick, {80, 120}}, {:pick, {-1}}]},
      {"io_lib write to a depth", fn term, depth -> text.(:io_lib.write(term, depth)) end,
       [{:one, {:nested}}, {:pick, {-1, 0, 1, 3, 6}}]},
      {:io_lib, :fread,
       [
         {:pick,
          {~c"~d", ~c"~d ~s", ~c"~f", ~c"~c", ~c"~3d", ~c"~a", ~c"~16u", ~c"~-", ~c"~x", ~c"x~d",
           ~c"~*d~3ts", ~c"~5f~l", ~c"~3a", ~c"~2c~l", ~c"~#", ~c"~5#", ~c"~3u", ~c"~3s~3s",
           ~c"~2d~d", ~c"~", ~c"~~~d"}},
         {:pick,
          {~c"12 ab", ~c"1.5", ~c"", ~c" -7", ~c"x12", ~c"ff", ~c"abc", ~c"   ", ~c"  12",
           ~c"+1 2", ~c"12\n", ~c"\t\n12", ~c"-1.5e3 x", ~c"1.5e", ~c" 1.50 x", ~c"16#ff z",
           ~c"36#zz", ~c"1a2", ~c"~1", [1000, 1001, ?a, ?b]}}
       ]},
      {:io_lib, :scan_format, [directives, arguments]},
      {"field of a format",
       fn field, {control, args} -> text.(:io_lib.format(field ++ [control], args)) end,
       [{:pick, List.to_tuple(fields)}, controls]}
    ]
  end
end
