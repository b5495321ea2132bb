# Where the shell's settings live: the environment of the application `:iex`, so that a project's configuration can set them.

defmodule IEx.Config do
  @moduledoc false

  @keys [
    :alive_prompt,
    :default_prompt,
    :colors,
    :inspect,
    :history_size,
    :auto_reload,
    :dot_iex,
    :width,
    :parser
  ]

  @defaults [
    alive_prompt: "%prefix(%node)%counter>",
    default_prompt: "%prefix(%counter)>",
    colors: [],
    inspect: [pretty: true],
    history_size: 20,
    auto_reload: false
  ]

  @colors [
    eval_error: [:red],
    eval_info: [:normal],
    eval_interrupt: [:yellow],
    eval_result: [:yellow],
    blame_diff: [:red],
    stack_info: [:red],
    ls_directory: [:blue],
    ls_device: [:green]
  ]

  def configuration do
    for key <- @keys, (value = get(key)) != nil, do: {key, value}
  end

  def get(key), do: Application.get_env(:iex, key, @defaults[key])

  def configure(options) when is_list(options), do: Enum.each(options, &set/1)

  defp set({key, options}) when key in [:colors, :inspect] and is_list(options) do
    merged = Keyword.merge(Application.get_env(:iex, key, @defaults[key]), options)
    Application.put_env(:iex, key, merged)
  end

  defp set({key, prompt})
       when key in [:alive_prompt, :default_prompt, :dot_iex] and is_binary(prompt),
       do: Application.put_env(:iex, key, prompt)

  defp set({key, number}) when key in [:width, :history_size] and is_integer(number),
    do: Application.put_env(:iex, key, number)

  defp set({:auto_reload, reload}) when is_boolean(reload),
    do: Application.put_env(:iex, :auto_reload, reload)

  defp set({:parser, {module, function, arguments} = parser})
       when is_atom(module) and is_atom(function) and is_list(arguments),
       do: Application.put_env(:iex, :parser, parser)

  defp set({key, value}) when key in @keys do
    raise ArgumentError,
          "invalid value for configuration #{inspect(key)}. Got: #{inspect(value)}"
  end

  defp set({key, _value}),
    do: raise(ArgumentError, "unknown IEx configuration. Got: #{inspect(key)}")

  def started?, do: Application.get_env(:iex, :started, false)

  def width, do: get(:width) || min(columns(), 80)

  defp columns do
    case :io.columns() do
      {:ok, columns} -> columns
      _not_a_terminal -> 80
    end
  end

  def inspect_opts do
    options = get(:inspect)
    colors = if colors?(), do: get(:colors)[:syntax_colors] || IO.ANSI.syntax_colors(), else: []

    options =
      if colors in [[], false],
        do: options,
        else: Keyword.put_new(options, :syntax_colors, reset_to_result(colors))

    [width: width()] ++ Keyword.delete(options, :width)
  end

  # Behind a coloured part the colour of values goes on.
  defp reset_to_result(colors),
    do: Keyword.put_new(colors, :reset, [:reset | List.wrap(color(:eval_result))])

  def color(color, text) do
    case color(color) do
      nil ->
        text

      codes ->
        codes
        |> IO.ANSI.format_fragment(true)
        |> then(&IO.iodata_to_binary([&1, text, IO.ANSI.reset()]))
    end
  end

  # The colour by the setting; nil where colours are off or there is no such one.
  def color(color) do
    if colors?() do
      get(:colors) |> Keyword.get(color, @colors[color])
    end
  end

  def colors? do
    Keyword.get(get(:colors), :enabled, IO.ANSI.enabled?())
  end

  @doc "The options of `IO.ANSI.Docs`."
  def ansi_docs do
    [width: width(), enabled: colors?()] ++
      for {name, color} <- get(:colors),
          name |> Atom.to_string() |> String.starts_with?("doc_"),
          do: {name, color}
  end
end
