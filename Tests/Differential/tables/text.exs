# Texts: String, inspect with its options, documents of Inspect.Algebra, and the protocols that make text.

defmodule Differential.Table do
  @moduledoc false

  def rows do
    alias Inspect.Algebra, as: A

    inspect_options =
      {:pick,
       {[], [limit: 3], [limit: 0], [limit: 7, width: 20], [width: 10, pretty: true],
        [pretty: true, width: 40], [pretty: true, width: 0], [pretty: true, width: 1],
        [printable_limit: 3], [printable_limit: 0], [base: :hex], [base: :binary], [base: :octal],
        [binaries: :as_binaries], [binaries: :as_strings], [charlists: :as_lists],
        [charlists: :as_charlists], [structs: false], [safe: false],
        [pretty: true, limit: 5, width: 30], [width: :infinity, pretty: true],
        [
          syntax_colors: [
            atom: :cyan,
            number: :yellow,
            string: :green,
            list: :red,
            tuple: :blue,
            map: :light_black,
            operator: :white
          ]
        ],
        [
          syntax_colors: [
            boolean: :magenta,
            nil: [:bright, :red],
            binary: :default,
            regex: :green,
            range: :blue,
            reset: :yellow
          ],
          pretty: true
        ],
        [
          inspect_fun: fn term, options ->
            if is_integer(term), do: "<i>", else: Inspect.inspect(term, options)
          end
        ]}}

    sorted = [custom_options: [sort_maps: true]]

    # Random documents, from a list of numbers as a program.
    build = fn program ->
      Enum.reduce(program, A.empty(), fn number, doc ->
        case rem(number, 14) do
          0 -> A.concat(doc, "word")
          1 -> A.glue(doc, "glued")
          2 -> A.glue(doc, ", ", "comma")
          3 -> A.group(doc)
          4 -> A.nest(doc, 2)
          5 -> A.line(doc, "line")
          6 -> A.space(doc, "x")
          7 -> A.flex_glue(doc, "flex")
          8 -> A.force_unfit(A.group(doc))
          9 -> A.nest(A.concat(doc, A.break()), :cursor)
          10 -> A.next_break_fits(A.group(doc))
          11 -> A.concat([A.string("é"), doc, A.line()])
          12 -> A.container_doc("[", [doc, "b", "c"], "]", %Inspect.Opts{}, fn x, _ -> x end)
          13 -> A.collapse_lines(A.nest(doc, 3), 1)
        end
      end)
    end

    format = fn program, width ->
      program |> build.() |> A.group() |> A.format(width) |> IO.iodata_to_binary()
    end

    container = fn items, options, width ->
      fun = fn x, _ -> inspect(x) end

      "{"
      |> A.container_doc(items, "}", struct(Inspect.Opts, limit: 5), fun, options)
      |> A.group()
      |> A.format(width)
      |> IO.iodata_to_binary()
    end

    [
      for(
        name <- [
          :capitalize,
          :codepoints,
          :downcase,
          :first,
          :graphemes,
          :last,
          :length,
          :next_codepoint,
          :next_grapheme,
          :printable?,
          :reverse,
          :split,
          :to_charlist,
          :trim,
          :trim_leading,
          :trim_trailing,
          :upcase,
          :valid?,
          :replace_invalid
        ],
        do: [{String, name, [:text]}, {String, name, [:dirty]}]
      ),
      for(
        name <- [:capitalize, :downcase, :upcase],
        do: {String, name, [:text, {:pick, {:default, :ascii, :greek, :turkic}}]}
      ),
      for(
        name <- [:normalize],
        do: {String, name, [:dirty, {:pick, {:nfc, :nfd, :nfkc, :nfkd, :other}}]}
      ),
      for(name <- [:trim, :trim_leading, :trim_trailing], do: {String, name, [:text, :word]}),
      for(name <- [:pad_leading, :pad_trailing], do: {String, name, [:text, :count]}),
      for(
        name <- [:pad_leading, :pad_trailing],
        do: {String, name, [:text, :count, {:one, {:word, :words}}]}
      ),
      for(
        name <- [:contains?, :starts_with?, :ends_with?],
        do: {String, name, [:text, :pattern]}
      ),
      for(
        name <- [:replace_leading, :replace_trailing, :replace_prefix, :replace_suffix],
        do: {String, name, [:text, :word, :word]}
      ),
      for(name <- [:to_integer, :to_float], do: {String, name, [:string]}),
      for(
        name <- [:jaro_distance, :bag_distance, :myers_difference, :equivalent?],
        do: {String, name, [:text, :text]}
      ),
      {String, :at, [:text, :index]},
      {String, :byte_slice, [:dirty, :index, :count]},
      {String, :chunk, [:dirty, {:pick, {:valid, :printable, :other}}]},
      {String, :count, [{:one, {:text}}, :pattern]},
      {String, :duplicate, [:word, {:pick, {0, 1, 2, 3}}]},
      {String, :next_grapheme_size, [:dirty]},
      {String, :printable?, [:dirty, :count]},
      {String, :replace, [:text, :pattern, :word]},
      {String, :replace, [:text, :pattern, {:const, &String.upcase/1}]},
      {String, :replace,
       [
         :text,
         :pattern,
         :word,
         {:pick, {[], [global: false], [insert_replaced: 0], [insert_replaced: [0, 1]]}}
       ]},
      {String, :replace_invalid, [:dirty, :word]},
      {String, :slice, [{:one, {:text}}, :index, :count]},
      {String, :slice, [:text, :range]},
      {String, :split, [:text, :pattern]},
      {String, :split,
       [
         :text,
         :pattern,
         {:pick,
          {[], [trim: true], [parts: 2], [parts: 1], [parts: :infinity, trim: true],
           [parts: 3, trim: true]}}
       ]},
      {String, :split_at, [:text, :index]},
      {"splitter", fn text, pattern -> Enum.to_list(String.splitter(text, pattern)) end,
       [:text, :pattern]},
      {"splitter with options",
       fn text, pattern, options -> Enum.to_list(String.splitter(text, pattern, options)) end,
       [:text, :pattern, {:pick, {[], [trim: true]}}]},
      {String, :to_integer, [:string, :base]},
      {String, :valid?, [:dirty, {:pick, {:default, :fast_ascii}}]},
      {List.Chars, :to_charlist, [{:one, {:scalar, :list, :charlist, :deep, :text, :iodata}}]},
      {String.Chars, :to_string, [{:one, {:scalar, :list, :charlist, :deep, :text, :iodata}}]},
      {"inspect", &inspect(&1, sorted), [:tree]},
      {"inspect with options", &inspect(&1, sorted ++ &2), [:tree, inspect_options]},
      {"inspect of a text", &inspect(&1, sorted ++ &2), [:dirty, inspect_options]},
      {"inspect of a charlist",
       fn text, options -> inspect(String.to_charlist(text), options) end,
       [:text, inspect_options]},
      {"inspect of a float", &inspect/1, [:float]},
      {"inspect of bits", &inspect(&1, sorted ++ &2), [:bitstring, inspect_options]},
      {"inspect of an atom", fn text -> inspect(String.to_atom(text)) end, [:text]},
      {"inspect of a keyword",
       fn texts, options ->
         inspect(for(text <- texts, do: {String.to_atom(text), 1}), options)
       end, [{:list, :text}, inspect_options]},
      {"algebra", format,
       [
         {:list, {:pick, List.to_tuple(Enum.to_list(0..13))}},
         {:pick, {0, 1, 5, 10, 20, 40, 80, :infinity}}
       ]},
      {"long algebra", fn program, more, width -> format.(program ++ more ++ program, width) end,
       [
         {:list, {:pick, List.to_tuple(Enum.to_list(0..13))}},
         {:list, {:pick, List.to_tuple(Enum.to_list(0..13))}},
         {:pick, {0, 1, 5, 10, 20, 40, 80, :infinity}}
       ]},
      {"container", container,
       [
         :list,
         {:pick,
          {[], [separator: ";"], [break: :strict], [break: :flex], [break: :maybe],
           [separator: "", break: :flex]}},
         {:pick, {0, 5, 10, 20, 80, :infinity}}
       ]}
    ]
  end
end
