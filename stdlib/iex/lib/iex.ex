# The REPL's settings, and its entry for programs. The conversation itself is `IEx.Server` and `IEx.Evaluator`, the helpers
# that are imported into every session are `IEx.Helpers`.

defmodule IEx do
  @moduledoc """
  The interactive shell: `vial repl`, or `iex`.

  Every line that is a whole expression is evaluated, and its value shown; an expression may go on over many lines. A line
  `#iex:break` gives up an expression that does not come to its end. A line that begins with a binary operator takes the
  value before as its left side:

      iex> [1, 2, 3]
      [1, 2, 3]
      iex> |> Enum.sum()
      6

  The functions of `IEx.Helpers` can be called without their module's name: `h/1` shows documentation, `i/1` what a value
  is, `v/1` a value of before, `c/1` compiles files, `r/1` a module anew. `h()` lists them.

  ## Keys

  The line editor is libedit: arrows, Ctrl-A, Ctrl-E, Ctrl-K and so on edit, the arrows up and down go through the history,
  in which an expression of many lines is one entry, Ctrl-R searches it, Tab completes names. Ctrl-C interrupts what is
  evaluated and keeps the variables; Ctrl-D on an empty line ends the session.

  ## The file .iex.exs

  At its start a session evaluates the file `.iex.exs` of the current directory or, where there is none, of the home
  directory. Its variables, imports and aliases are those of the session. `--dot-iex FILE` names another.
  """

  @typedoc "What `configure/1` takes."
  @type configure_opts :: [
          {:alive_prompt, String.t()}
          | {:colors, colors_opts}
          | {:default_prompt, String.t()}
          | {:dot_iex, String.t()}
          | {:history_size, integer}
          | {:inspect, inspect_opts}
          | {:width, pos_integer}
          | {:auto_reload, boolean}
          | {:parser, {module, atom, list}}
        ]

  @typedoc "Colours by what they are for, and `enabled: true | false`."
  @type colors_opts :: keyword

  @typedoc "Options of `inspect/2` for values that the shell shows."
  @type inspect_opts :: keyword

  @typedoc "Colours of values, as in `Inspect.Opts`; `false` for none."
  @type syntax_colors_opts :: keyword | false

  @doc """
  Changes settings of the shell; they take effect with the next value shown.

    * `:colors` - a keyword list; `enabled: false` turns colours off, `eval_result:`, `eval_error:`, `eval_info:`,
      `stack_info:`, `ls_directory:` and others name a colour or a list of them, see `IO.ANSI`
    * `:inspect` - options of `inspect/2` for the values shown, as in `inspect: [limit: 5]`
    * `:width` - the columns to use; otherwise the terminal's
    * `:history_size` - how many values `v/1` can reach; `-1` for all
    * `:default_prompt` and `:alive_prompt` - texts in which `%prefix`, `%counter` and `%node` are replaced

  Colours and inspect options are added to those that were set before.

      iex> IEx.configure(history_size: 20)
      :ok

  """
  @spec configure(configure_opts) :: :ok
  def configure(options), do: IEx.Config.configure(options)

  @doc """
  Returns the shell's settings.

      iex> IEx.configuration()[:default_prompt]
      "%prefix(%counter)>"

  """
  @spec configuration() :: keyword
  def configuration, do: IEx.Config.configuration()

  @doc """
  Returns the columns the shell uses: the setting `:width`, or the terminal's, at most 80 for text.

      iex> IEx.width() > 0
      true

  """
  @spec width() :: pos_integer
  def width, do: IEx.Config.width()

  @doc """
  Returns the options with which values are inspected.

      iex> is_list(IEx.inspect_opts())
      true

  """
  @spec inspect_opts() :: keyword
  def inspect_opts, do: IEx.Config.inspect_opts()

  @doc """
  Returns whether a shell runs in this machine.
  """
  @spec started?() :: boolean
  def started?, do: IEx.Config.started?()

  @doc """
  Returns a text in a colour of the setting `:colors`, as it is where colours are off.

      iex> IEx.color(:no_such_colour, "text")
      "text"

  """
  @spec color(atom, String.t()) :: String.t()
  def color(color, string) when is_atom(color) and is_binary(string),
    do: IEx.Config.color(color, string)

  @doc """
  Stops the process at this place: the shell shows its variables and evaluates with them.

  `continue` lets the process go on, `whereami` shows the lines around. A process that is not the shell's own asks first.
  Without a shell it says so and goes on.

      def charge(order) do
        require IEx
        IEx.pry()
        ...
      end

  In tests, run them with `vial repl -S mix test --trace`.
  """
  defmacro pry do
    quote do: IEx.Pry.pry(Kernel.binding(), __ENV__)
  end

  @doc """
  Sets a breakpoint, by default for one stop: `IEx.break!(Shop.charge/1)`.

  A call in place of the arity stops for arguments that match: `IEx.break!(Shop.charge(%{total: 0}))`, and with a guard
  `IEx.break!(Shop.charge(order) when order.total > 10)`. The module is compiled anew from its source file. At a stop `next`
  goes to the next expression of the function, `continue` lets it run.
  """
  defmacro break!(ast, stops \\ 1) do
    break(ast, stops, __CALLER__)
  end

  @doc """
  Sets a breakpoint of a function; see `break!/2`. Returns the breakpoint's number.
  """
  @spec break!(module, atom, arity, non_neg_integer) :: IEx.Pry.id()
  def break!(module, function, arity, stops \\ 1) when is_integer(arity),
    do: IEx.Pry.break!(module, function, arity, stops)

  defp break({:/, _, [call, arity]} = ast, stops, _env) when is_integer(arity) do
    case Macro.decompose_call(call) do
      {module, function, []} ->
        quote do:
                IEx.Pry.break!(unquote(module), unquote(function), unquote(arity), unquote(stops))

      _ ->
        unknown_break!(ast)
    end
  end

  defp break({:when, meta, [call, guard]} = ast, stops, _env) do
    break_if(call, &{:when, meta, [&1, guard]}, stops) || unknown_break!(ast)
  end

  defp break(ast, stops, _env), do: break_if(ast, & &1, stops) || unknown_break!(ast)

  defp break_if({{:., _, _}, _, _} = call, guarded, stops) do
    {module, function, arguments} = Macro.decompose_call(call)

    quote do
      IEx.Pry.break_if!(
        unquote(module),
        unquote(function),
        unquote(length(arguments)),
        &match?(unquote(guarded.(arguments)), &1),
        unquote(stops)
      )
    end
  end

  defp break_if(_call, _guarded, _stops), do: nil

  defp unknown_break!(ast) do
    raise ArgumentError, """
    unknown expression to break on, expected one of:

      * Mod.fun/arity, such as: URI.parse/1
      * Mod.fun(arg1, arg2, ...), such as: URI.parse(_)
      * Mod.fun(arg1, arg2, ...) when guard, such as: URI.parse(var) when is_binary(var)

    Got #{Macro.to_string(ast)}
    """
  end

  @doc false
  # The value of an expression that has already shown what there is to see.
  def dont_display_result, do: :"do not show this result in output"
end
