# From lines to expressions: whether they have come to their end, and what a line that begins with an operator means.

defmodule IEx.Parser do
  @moduledoc false

  # What goes on from the value before. Operators that are also unary begin expressions of their own.
  @operators ~w(|> ~> ~>> <~ <<~ <~> <<< >>> <|> <> ++ -- +++ --- * / ** == != === !== =~ < > <= >= && || &&& ||| ^^^)
  @words ~w(and or in)

  @typedoc "What the expression before was: operators can go on from a value only."
  @type before :: :value | :match | :failed

  @doc """
  Parses the lines so far.

  Returns `{:ok, quoted, text}`, `:incomplete`, or `{:error, text, exception}`.
  """
  @spec parse(String.t(), String.t(), pos_integer, before) ::
          {:ok, Macro.t(), String.t()} | :incomplete | {:error, String.t(), Exception.t()}
  def parse(lines, line, counter, before) do
    cond do
      String.trim(line) != "#iex:break" ->
        lines |> continue_value(before) |> parse_text(lines, counter)

      lines == line ->
        {:ok, {:__block__, [], []}, ""}

      true ->
        text = binary_part(lines, 0, byte_size(lines) - byte_size(line))

        error =
          TokenMissingError.exception(
            file: "iex",
            line: counter,
            description: "incomplete expression"
          )

        {:error, text, error}
    end
  end

  @doc """
  Parses lines behind which there will be no more.
  """
  @spec parse_last(String.t(), pos_integer) :: {:ok, Macro.t()} | {:error, Exception.t()}
  def parse_last(lines, counter) do
    {:ok, quote_text(lines, counter)}
  rescue
    error -> {:error, error}
  end

  @doc "Whether the shell can go on from the value of an expression."
  @spec kind(Macro.t()) :: before
  def kind({:=, _, _}), do: :match
  def kind(_quoted), do: :value

  @doc """
  Makes calls of the names that are functions without arguments and not variables: `flush`, `self`.

  A name that a pattern of the expression binds anywhere is a variable, and so is any in a module.
  """
  @spec call_names(Macro.t(), [atom], Macro.Env.t()) :: Macro.t()
  def call_names(quoted, variables, env) do
    callable = callable(env.functions) ++ callable(env.macros)

    case callable -- (variables ++ bound(quoted)) do
      [] -> quoted
      names -> calls(quoted, MapSet.new(names))
    end
  end

  defp callable(imports), do: for({_, functions} <- imports, {name, 0} <- functions, do: name)

  @binding [:=, :<-, :->, :def, :defp, :defmacro, :defmacrop]

  defp bound(quoted) do
    {_, names} =
      Macro.prewalk(quoted, [], fn
        {operator, _, [left | _]} = node, names when operator in @binding ->
          {node, names_in(left) ++ names}

        node, names ->
          {node, names}
      end)

    names
  end

  defp names_in(pattern) do
    {_, names} =
      Macro.prewalk(pattern, [], fn
        {name, _, context} = node, names when is_atom(name) and is_atom(context) ->
          {node, [name | names]}

        node, names ->
          {node, names}
      end)

    names
  end

  defp calls({name, meta, context} = node, names) when is_atom(name) and is_atom(context),
    do: if(name in names, do: {name, meta, []}, else: node)

  defp calls({name, _, _} = node, _names) when name in [:defmodule, :quote, :^, :&], do: node

  defp calls({name, meta, arguments}, names),
    do: {calls(name, names), meta, calls(arguments, names)}

  defp calls({left, right}, names), do: {calls(left, names), calls(right, names)}
  defp calls([head | tail], names), do: [calls(head, names) | calls(tail, names)]
  defp calls(other, _names), do: other

  defp parse_text({:error, operator}, lines, counter) do
    description =
      "an operator at the beginning of a line cannot go on from a match: put the match in parentheses, '#{operator}'"

    {:error, lines, error(SyntaxError, counter, description)}
  end

  defp parse_text(:failed, lines, _counter) do
    message = "skipping evaluation of expression because pipeline has failed"
    {:error, lines, RuntimeError.exception(message)}
  end

  defp parse_text({:ok, text}, lines, counter) do
    {:ok, quote_text(text, counter), lines}
  rescue
    TokenMissingError -> :incomplete
    error -> {:error, lines, error}
  end

  defp quote_text(text, counter), do: Code.string_to_quoted!(text, file: "iex", line: counter)

  defp error(module, counter, description),
    do: struct!(module, file: "iex", line: counter, column: 1, description: description)

  # `|> f()` goes on from the value before.
  defp continue_value(lines, before) do
    text = String.trim_leading(lines)

    case {operator(text), before} do
      {nil, _before} -> {:ok, lines}
      {operator, :match} -> {:error, operator}
      {_operator, :failed} -> :failed
      {_operator, :value} -> {:ok, "v(-1) " <> text}
    end
  end

  defp operator("<<" <> rest), do: if(rest =~ ~r/\A[<~]/, do: "<<")
  defp operator("->" <> _), do: nil
  defp operator("//" <> _), do: nil

  defp operator(text) do
    Enum.find(@words, &(text =~ ~r/\A#{&1}\s/)) ||
      @operators |> Enum.filter(&String.starts_with?(text, &1)) |> List.first()
  end
end
