# Completion: how the name before the cursor could go on. What stands there is `Code.Fragment`'s business, which names there
# are is asked of the loaded modules, the image and the session.

defmodule IEx.Autocomplete do
  @moduledoc false

  @doc """
  Takes the text before the cursor, reversed, and returns `{:yes, insertion, listing}` or `{:no, ~c"", []}`.
  """
  def expand(reversed) do
    code = Enum.reverse(reversed)

    case Code.Fragment.cursor_context(code) do
      {:alias, hint} -> expand_alias(to_string(hint))
      {:unquoted_atom, hint} -> expand_atom(to_string(hint))
      {:dot, path, hint} -> expand_dot(path, to_string(hint))
      {:dot_call, path, hint} -> signatures(path, hint)
      {:dot_arity, path, hint} -> expand_dot(path, to_string(hint))
      {:local_or_var, hint} -> expand_local(to_string(hint), true)
      {:local_arity, hint} -> expand_local(to_string(hint), false)
      {:local_call, hint} -> signatures(hint)
      {:operator_call, _operator} -> expand_local("", true)
      {:struct, hint} when is_list(hint) -> expand_struct(to_string(hint))
      {:struct, {:dot, path, hint}} -> expand_dot(path, to_string(hint))
      {:struct, _hint} -> expand_struct("")
      {:module_attribute, _hint} -> no()
      {:sigil, ~c""} -> names(sigils(), "")
      :expr -> expand_expression(code)
      _other -> no()
    end
  end

  defp no, do: {:no, ~c"", []}

  # An empty line offers the helpers; behind something else, all that can begin an expression.
  defp expand_expression([]),
    do: names(for({name, arity} <- helpers(), do: "#{name}/#{arity}"), "")

  defp expand_expression(_code), do: expand_local("", true)

  ## Names that stand alone

  defp expand_local(hint, variables?) do
    variables = if variables?, do: Enum.map(variables(), &Atom.to_string/1), else: []

    complete(
      hint,
      functions_named(locals(), hint),
      Enum.filter(variables, &String.starts_with?(&1, hint))
    )
  end

  defp locals do
    env = env([:functions, :macros])

    imported =
      for {_module, functions} <- Map.get(env, :functions, []) ++ Map.get(env, :macros, []),
          function <- functions,
          do: function

    Enum.uniq(imported ++ special_forms())
  end

  defp special_forms do
    if Code.ensure_loaded?(Kernel.SpecialForms),
      do: Kernel.SpecialForms.__info__(:macros),
      else: []
  end

  defp helpers, do: IEx.Helpers.__info__(:functions) ++ IEx.Helpers.__info__(:macros)

  defp sigils do
    for {name, 2} <- locals(), "sigil_" <> letter <- [Atom.to_string(name)], do: letter
  end

  ## Modules

  defp expand_alias(hint) do
    {parent, last} = split_alias(hint)
    aliases = if parent == "", do: for({name, _} <- aliases(), do: last_part(name)), else: []
    found = parent |> expanded_parent() |> children() |> Enum.concat(aliases)
    complete(last, [], found |> Enum.filter(&String.starts_with?(&1, last)) |> Enum.uniq())
  end

  defp split_alias(hint) do
    parts = String.split(hint, ".")
    {parts |> Enum.drop(-1) |> Enum.join("."), List.last(parts)}
  end

  defp expanded_parent(""), do: "Elixir."

  defp expanded_parent(parent) do
    [first | rest] = String.split(parent, ".")
    named = Module.concat([first])
    base = List.keyfind(aliases(), named, 0, {named, named}) |> elem(1)
    Enum.join([Atom.to_string(base) | rest], ".") <> "."
  end

  # The next parts of all modules below a name.
  defp children(prefix) do
    for name <- modules(), String.starts_with?(name, prefix), uniq: true do
      name
      |> binary_part(byte_size(prefix), byte_size(name) - byte_size(prefix))
      |> String.split(".")
      |> hd()
    end
    |> Enum.filter(&(&1 =~ ~r/\A[A-Z]/))
    |> Enum.sort()
  end

  defp modules do
    for {module, _file, _loaded} <- :code.all_available(), do: to_string(module)
  end

  defp last_part(module), do: module |> Module.split() |> List.last()

  defp expand_atom(hint) do
    found =
      for name <- modules(),
          not String.starts_with?(name, "Elixir."),
          String.starts_with?(name, hint),
          do: name

    complete(hint, [], found |> Enum.uniq() |> Enum.sort())
  end

  defp expand_struct(hint) do
    found =
      for name <- modules(),
          String.starts_with?(name, "Elixir." <> hint),
          module = String.to_atom(name),
          function_exported?(module, :__struct__, 1),
          do: String.replace_prefix(name, "Elixir.", "")

    complete(hint, [], Enum.sort(found))
  end

  ## Names behind a dot

  defp expand_dot(path, hint) do
    case resolve(path) do
      {:ok, module} when is_atom(module) ->
        expand_remote(module, hint)

      {:ok, map} when is_map(map) ->
        complete(
          hint,
          [],
          for(
            {key, _} when is_atom(key) <- Map.to_list(map),
            text = Atom.to_string(key),
            String.starts_with?(text, hint),
            do: text
          )
        )

      _unknown ->
        no()
    end
  end

  defp expand_remote(module, hint) do
    functions =
      if Code.ensure_loaded?(module),
        do: functions_named(IEx.Introspection.exports(module), hint),
        else: []

    children =
      case Atom.to_string(module) do
        "Elixir." <> _ = name when hint == "" or hint >= "A" ->
          name |> Kernel.<>(".") |> children() |> Enum.filter(&String.starts_with?(&1, hint))

        _other ->
          []
      end

    complete(hint, functions, children)
  end

  defp resolve({:alias, name}), do: {:ok, name |> to_string() |> expand_name()}
  defp resolve({:alias, {:local_or_var, _}, _name}), do: :error
  defp resolve({:unquoted_atom, name}), do: {:ok, List.to_atom(name)}
  defp resolve({:var, name}), do: value(List.to_atom(name))

  defp resolve({:dot, path, name}) do
    with {:ok, map} when is_map(map) <- resolve(path), do: Map.fetch(map, List.to_atom(name))
  end

  defp resolve(_other), do: :error

  defp expand_name(name),
    do: name |> expanded_parent() |> String.trim_trailing(".") |> String.to_atom()

  ## Signatures

  defp signatures(path, hint) do
    with {:ok, module} when is_atom(module) <- resolve(path),
         do: show_signatures(module, hint),
         else: (_ -> no())
  end

  defp signatures(hint) do
    name = List.to_atom(hint)
    env = env([:functions, :macros])

    Map.get(env, :functions, [])
    |> Enum.concat(Map.get(env, :macros, []))
    |> Enum.find(fn {_module, functions} -> Keyword.has_key?(functions, name) end)
    |> case do
      {module, _functions} -> show_signatures(module, hint)
      nil -> no()
    end
  end

  defp show_signatures(module, hint) do
    name = List.to_atom(hint)

    with {:docs_v1, _, _, _, _, _, docs} <- Code.fetch_docs(module),
         [_ | _] = found <-
           for(
             {{kind, ^name, _}, _, [_ | _] = signature, _, _} when kind in [:function, :macro] <-
               docs,
             do: Enum.join(signature, " ")
           ) do
      {:yes, ~c"", Enum.map(found, &String.to_charlist/1)}
    else
      _none -> no()
    end
  end

  ## Answers

  defp functions_named(functions, hint) do
    for {name, arity} <- functions,
        text = Atom.to_string(name),
        String.starts_with?(text, hint),
        hint != "" or not String.starts_with?(text, "_") do
      {text, arity}
    end
    |> Enum.sort()
  end

  # One way to go on is taken at once, of several as much as they have in common.
  defp complete(hint, functions, names) do
    texts = Enum.uniq(names ++ Enum.map(functions, &elem(&1, 0)))
    listing = Enum.sort(names) ++ Enum.map(functions, fn {name, arity} -> "#{name}/#{arity}" end)

    case texts do
      [] -> no()
      [^hint] when length(functions) > 1 -> {:yes, ~c"", Enum.map(listing, &String.to_charlist/1)}
      [text] -> {:yes, rest(text, hint), []}
      texts -> common(rest(prefix(texts), hint), listing)
    end
  end

  defp common(~c"", listing), do: {:yes, ~c"", Enum.map(listing, &String.to_charlist/1)}
  defp common(insertion, _listing), do: {:yes, insertion, []}

  defp names(listing, _hint), do: {:yes, ~c"", Enum.map(listing, &String.to_charlist/1)}

  defp rest(text, hint), do: text |> String.replace_prefix(hint, "") |> String.to_charlist()

  defp prefix([first | others]) do
    Enum.reduce(others, first, fn text, prefix ->
      size = :binary.longest_common_prefix([text, prefix])
      binary_part(prefix, 0, size)
    end)
  end

  ## What the session knows

  defp variables, do: ask(:names_from_binding, []) || []
  defp aliases, do: Map.get(env([:aliases]), :aliases, [])
  defp env(fields), do: ask(:fields_from_env, [fields]) || %{}
  defp value(name), do: ask(:value_from_binding, [name]) || :error

  # A session that evaluates does not answer: completion then knows modules only.
  defp ask(question, arguments) do
    case Application.get_env(:iex, :evaluator) do
      nil ->
        nil

      evaluator ->
        reference = make_ref()
        send(evaluator, List.to_tuple([question, self(), reference | arguments]))

        receive do
          {^reference, answer} -> answer
        after
          500 -> nil
        end
    end
  end
end
