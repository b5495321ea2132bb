# Erlang terms that do not fit a line: what stands beside a tag, what below it, how bytes fill lines.
terms = [
  {20, [[99, 104, 97, 114, 115], <<1, 2, 3, 200>>, 1 | {:ok, [99, 104, 97, 114, 115], :atom}]},
  {20,
   {%{[] => [[1.5], [123_456 | :a_longer_atom_name], [[]], [[] | "binary"], [:atom, "binary"]]},
    %{
      123_456 =>
        {:ok, %{[] => :atom},
         {:a_rather_long_tag_here, "binary", 123_456, :a_longer_atom_name, 1}, [1 | 123_456],
         [:a_longer_atom_name | 123_456]}
    }}},
  {40,
   {:ok, ["binary" | {[1, 99, 104, 97, 114, 115]}],
    %{
      a_longer_atom_name:
        {:a_rather_long_tag_here, {:a_rather_long_tag_here, 1, :atom},
         {:a_rather_long_tag_here, [], :atom, 123_456}}
    }}},
  {20,
   [
     123_456
     | %{
         1 => [
           {:a_rather_long_tag_here, :a_longer_atom_name, 1.5},
           {:a_rather_long_tag_here, 1.5, <<1, 2, 3, 200>>, 1, 123_456},
           {:a_longer_atom_name, []},
           {1.5, [], :atom},
           {1}
         ]
       }
   ]},
  {20,
   {:a_rather_long_tag_here,
    {[
       {[99, 104, 97, 114, 115], :atom, [99, 104, 97, 114, 115], <<1, 2, 3, 200>>, 1.5},
       {:tag, [99, 104, 97, 114, 115]}
     ]}}},
  {20, %{atom: {%{[99, 104, 97, 114, 115] => [123_456 | <<1, 2, 3, 200>>]}}}},
  {20,
   {:tag,
    {:tag, [1 | {[99, 104, 97, 114, 115], :a_longer_atom_name, 123_456}],
     {:tag, {1.5, []}, [:a_longer_atom_name | 1.5], [:atom]}}}},
  {20,
   %{
     123_456 => %{
       a_longer_atom_name:
         {[:atom | 1.5], [123_456 | :atom], [123_456, :a_longer_atom_name, 123_456, []],
          [<<1, 2, 3, 200>>, :a_longer_atom_name], {[99, 104, 97, 114, 115], <<1, 2, 3, 200>>}}
     }
   }},
  {20,
   {{:a_rather_long_tag_here, {%{[99, 104, 97, 114, 115] => :atom}, %{"binary" => 123_456}},
     {:tag, {:tag, 1.5, 1, 1}, [123_456, :a_longer_atom_name, [], :atom]},
     %{1.5 => [<<1, 2, 3, 200>>, <<1, 2, 3, 200>>, [99, 104, 97, 114, 115], 123_456]}}}},
  {20,
   {{:ok, {[<<1, 2, 3, 200>>, :a_longer_atom_name, 1, 1, 123_456, :a_longer_atom_name]},
     [<<1, 2, 3, 200>>, "binary", 1, 1.5, <<1, 2, 3, 200>>, :atom]}}},
  {20,
   %{
     [99, 104, 97, 114, 115] => [
       1.5
       | {[<<1, 2, 3, 200>>, "binary", <<1, 2, 3, 200>>, "binary", 1, :atom],
          {[99, 104, 97, 114, 115]}, {:ok, <<1, 2, 3, 200>>, 1}}
     ]
   }},
  {20,
   {%{
      1.5 => [
        {:ok, "binary", 123_456, :atom, "binary"},
        {"binary", :atom, 123_456, <<1, 2, 3, 200>>, []},
        [:atom | :a_longer_atom_name],
        [1.5, 123_456, [], "binary", 123_456],
        {:a_rather_long_tag_here, 1.5}
      ]
    }}},
  {40,
   {%{
      [99, 104, 97, 114, 115] => %{
        a_longer_atom_name: {1.5, <<1, 2, 3, 200>>, [99, 104, 97, 114, 115]}
      }
    }}},
  {20,
   %{
     a_longer_atom_name:
       {:a_rather_long_tag_here,
        {:ok, %{<<1, 2, 3, 200>> => 123_456}, {:a_rather_long_tag_here, "binary", 1.5, 1.5},
         [:a_longer_atom_name, :a_longer_atom_name, 1.5, [99, 104, 97, 114, 115], :atom, 1]}}
   }},
  {20,
   {{:ok, {["binary"], %{a_longer_atom_name: "binary"}, %{"binary" => "binary"}}},
    [
      123_456,
      %{123_456 => 123_456},
      {[99, 104, 97, 114, 115], <<1, 2, 3, 200>>, 123_456},
      [1 | 1],
      [1 | "binary"]
    ]}},
  {20,
   {:ok,
    %{
      123_456 =>
        {{[], "binary", 1.5, :a_longer_atom_name},
         {:a_rather_long_tag_here, [], [99, 104, 97, 114, 115]}, {:tag, <<1, 2, 3, 200>>},
         [1.5, "binary"]}
    }, [[99, 104, 97, 114, 115], %{a_longer_atom_name: 123_456}, %{123_456 => "binary"}]}},
  {20, {[%{atom: {:ok, 1.5}}]}},
  {40,
   [
     [99, 104, 97, 114, 115],
     <<1, 2, 3, 200>>,
     [123_456 | <<1, 2, 3, 200>>],
     {"binary"},
     %{123_456 => [99, 104, 97, 114, 115]},
     [:a_longer_atom_name, <<1, 2, 3, 200>>, :a_longer_atom_name, [99, 104, 97, 114, 115]],
     {1, 1, :a_longer_atom_name, :atom}
   ]},
  {20,
   %{
     [] =>
       {[:atom, :a_longer_atom_name],
        {:a_rather_long_tag_here, ["binary" | :atom],
         %{<<1, 2, 3, 200>> => [99, 104, 97, 114, 115]},
         {[99, 104, 97, 114, 115], 1, 123_456, [], 1.5}},
        [1.5 | {"binary", :a_longer_atom_name, <<1, 2, 3, 200>>, 1.5}]}
   }},
  {20, %{1 => %{1 => {:a_rather_long_tag_here, [1.5, 1, "binary", <<1, 2, 3, 200>>]}}}},
  {20,
   [
     {:a_rather_long_tag_here,
      {:ok, [123_456 | :a_longer_atom_name], %{[] => []},
       {<<1, 2, 3, 200>>, 1, 123_456, [], 1.5}}, {{:ok, <<1, 2, 3, 200>>, "binary"}}},
     %{[] => [1.5, 1 | "binary"]}
   ]},
  {20,
   [
     [
       {:tag, %{<<1, 2, 3, 200>> => "binary"}, {[], [99, 104, 97, 114, 115], 1},
        [:a_longer_atom_name | :atom], [:atom | 1]}
     ]
   ]},
  {20, %{"binary" => [a_rather_long_tag_here: %{1.5 => [99, 104, 97, 114, 115]}]}},
  {20,
   [
     [99, 104, 97, 114, 115]
     | {[123_456 | {1.5, :a_longer_atom_name, 123_456, [99, 104, 97, 114, 115]}],
        %{<<1, 2, 3, 200>> => {:atom, "binary", [], :a_longer_atom_name}}, {["binary" | 1]}}
   ]},
  {20, %{123_456 => %{<<1, 2, 3, 200>> => {:tag, {[99, 104, 97, 114, 115]}, [[]]}}}},
  {20,
   %{
     "binary" => [
       %{[99, 104, 97, 114, 115] => {123_456, <<1, 2, 3, 200>>, "binary", 1}},
       %{1.5 => %{atom: [99, 104, 97, 114, 115]}}
     ]
   }},
  {20,
   {:ok,
    {[
       [1],
       {[99, 104, 97, 114, 115]},
       %{1 => [99, 104, 97, 114, 115]},
       [:a_longer_atom_name],
       {:tag, 1, :atom, []},
       [123_456 | :a_longer_atom_name]
     ]}}},
  {20, [[99, 104, 97, 114, 115] | %{123_456 => %{1.5 => %{<<1, 2, 3, 200>> => 1}}}]},
  {20,
   %{
     "binary" => [
       <<1, 2, 3, 200>>
       | %{[99, 104, 97, 114, 115] => {:atom, 1.5, 1.5, [99, 104, 97, 114, 115], "binary"}}
     ]
   }},
  {20,
   {:ok,
    %{
      [99, 104, 97, 114, 115] =>
        {{:ok, 1, "binary"}, {:a_longer_atom_name, 123_456},
         {1.5, [], :a_longer_atom_name, :atom}, {:a_longer_atom_name}, {"binary", :atom}}
    }}},
  {40,
   [
     tag:
       {{:a_rather_long_tag_here, 1.5}, [123_456, :atom, :a_longer_atom_name, [], "binary"],
        {1, 1, [99, 104, 97, 114, 115]},
        {<<1, 2, 3, 200>>, [99, 104, 97, 114, 115], "binary", 1.5, :a_longer_atom_name}}
   ]},
  {40, {[<<1, 2, 3, 200>>, "binary" | %{123_456 => "binary"}]}},
  {20, %{<<1, 2, 3, 200>> => [:atom, %{<<1, 2, 3, 200>> => :atom}, %{1 => 123_456}]}},
  {20, [1.5 | {:ok, %{[] => {<<1, 2, 3, 200>>, 1, 1}}}]},
  {20,
   [
     123_456
     | {:tag,
        [
          [123_456, [99, 104, 97, 114, 115], "binary", :atom, <<1, 2, 3, 200>>, []],
          {"binary", "binary"},
          {1.5, <<1, 2, 3, 200>>},
          {:tag, [99, 104, 97, 114, 115]},
          %{a_longer_atom_name: 1.5}
        ]}
   ]},
  {20,
   {[%{1.5 => %{1 => "binary"}}],
    {%{1.5 => {:tag, [99, 104, 97, 114, 115]}}, [[], 123_456 | 123_456]},
    {["binary" | {:tag, <<1, 2, 3, 200>>, 123_456, [99, 104, 97, 114, 115], []}]}}},
  {20,
   %{
     123_456 =>
       {:a_rather_long_tag_here,
        [
          {:ok, "binary", :a_longer_atom_name, :a_longer_atom_name},
          {:tag, [], 123_456, [], 1.5},
          %{<<1, 2, 3, 200>> => <<1, 2, 3, 200>>},
          %{123_456 => :atom}
        ]}
   }},
  {20, %{[] => [:atom | %{atom: %{<<1, 2, 3, 200>> => 123_456}}]}},
  {20,
   [
     :atom
     | %{
         <<1, 2, 3, 200>> =>
           {:a_rather_long_tag_here, {:ok, 1.5, "binary", :atom, <<1, 2, 3, 200>>},
            [<<1, 2, 3, 200>> | 1.5], [123_456, 1.5, <<1, 2, 3, 200>>, "binary"]}
       }
   ]},
  {40,
   {:ok,
    [
      {:ok, ["binary" | :a_longer_atom_name], [123_456 | "binary"],
       [123_456, :atom, :a_longer_atom_name, 1],
       [[99, 104, 97, 114, 115], 1.5, <<1, 2, 3, 200>>, :a_longer_atom_name, :a_longer_atom_name]}
    ]}}
]

for {width, term} <- terms do
  IO.puts(:io_lib.format("~#{width}p", [term]))
end

# What cannot be done, in words.
for run <- [
      fn -> Base.valid16?("abc", case: :wrong) end,
      fn -> :lists.ukeysort(2, [{1}]) end,
      fn -> :erlang.float(2 ** 2040) end,
      fn -> :erlang.binary_to_list("", 1, 3) end
    ] do
  IO.puts(
    try do
      inspect(run.())
    rescue
      error -> Exception.message(Exception.normalize(:error, error, __STACKTRACE__))
    end
  )
end
