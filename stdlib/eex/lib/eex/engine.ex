# What makes code of the parts of a template.

defmodule EEx.Engine do
  @moduledoc ~S"""
  What makes code of the parts of a template, and the simplest engine.

  An engine is a module that implements the callbacks. Each is given a state, which `c:init/1` makes and which begins anew for
  the text within a block. The functions of this module are the callbacks of an engine that joins text and values to a binary.
  `use EEx.Engine` defines all of them, to be overridden:

      defmodule Shouting do
        use EEx.Engine

        def handle_text(state, meta, text), do: super(state, meta, String.upcase(text))
      end

  """

  @type state :: term

  @doc "The state that a template begins with. `opts` are the options of the call."
  @callback init(opts :: keyword) :: state

  @doc "The code of a template."
  @callback handle_body(state) :: Macro.t()

  @doc "The state that the text within a block begins with."
  @callback handle_begin(state) :: state

  @doc "The code of what is within a block."
  @callback handle_end(state) :: Macro.t()

  @doc "Adds text. `meta` says at which `:line` and `:column` it stands."
  @callback handle_text(state, [line: pos_integer, column: pos_integer], text :: String.t()) ::
              state

  @doc "Adds the code in a tag. `marker` is what follows the percent sign: `=`, `|`, `/`, or nothing."
  @callback handle_expr(state, marker :: String.t(), expr :: Macro.t()) :: state

  @doc false
  defmacro __using__(_) do
    quote do
      @behaviour EEx.Engine

      def init(opts), do: EEx.Engine.init(opts)
      def handle_body(state), do: EEx.Engine.handle_body(state)
      def handle_begin(state), do: EEx.Engine.handle_begin(state)
      def handle_end(state), do: EEx.Engine.handle_end(state)
      def handle_text(state, meta, text), do: EEx.Engine.handle_text(state, meta, text)
      def handle_expr(state, marker, expr), do: EEx.Engine.handle_expr(state, marker, expr)

      defoverridable EEx.Engine
    end
  end

  @doc """
  Turns `@name` into the value of `:name` among the assigns; anything else stays as it is.

  To be used with `Macro.prewalk/2`. A name that is not there gives `nil` and a warning.

  ## Examples

      iex> quote(do: @name) |> EEx.Engine.handle_assign() |> Macro.to_string()
      "EEx.Engine.fetch_assign!(var!(assigns), :name)"

  """
  @spec handle_assign(Macro.t()) :: Macro.t()
  def handle_assign({:@, meta, [{name, _, atom}]}) when is_atom(name) and is_atom(atom) do
    line = meta[:line] || 0

    quote(
      line: line,
      do: EEx.Engine.fetch_assign!(var!(assigns), unquote(name))
    )
  end

  def handle_assign(expression), do: expression

  @doc false
  def fetch_assign!(assigns, name) do
    case Access.fetch(assigns, name) do
      {:ok, value} ->
        value

      :error ->
        names = Enum.map(assigns, &elem(&1, 0))

        IO.warn(
          "assign @#{name} not available in EEx template. " <>
            "Please ensure all assigns are given as options. " <>
            "Available assigns: #{inspect(names)}"
        )

        nil
    end
  end

  # The state: segments of the binary and expressions before it, both last first, and how many variables there are.
  @doc "The state that a template begins with."
  def init(_opts), do: %{binary: [], dynamic: [], vars_count: 0}

  @doc "The state that the text within a block begins with."
  def handle_begin(state), do: %{state | binary: [], dynamic: []}

  @doc "The code of what is within a block."
  def handle_end(state), do: handle_body(state)

  @doc "The code of a template: what is evaluated, and then the binary."
  def handle_body(%{binary: binary, dynamic: dynamic}),
    do: {:__block__, [], :lists.reverse([{:<<>>, [], :lists.reverse(binary)} | dynamic])}

  @doc "Adds text."
  def handle_text(%{binary: binary} = state, _meta, text) when is_binary(text),
    do: %{state | binary: [text | binary]}

  @doc "Adds the code in a tag: for `=` a variable with its text, else just the code."
  def handle_expr(%{binary: binary, dynamic: dynamic, vars_count: count} = state, "=", expr) do
    var = Macro.var(:"arg#{count}", __MODULE__)

    assignment =
      quote do
        unquote(var) = String.Chars.to_string(unquote(expr))
      end

    segment =
      quote do
        unquote(var) :: binary
      end

    %{
      state
      | binary: [segment | binary],
        dynamic: [assignment | dynamic],
        vars_count: count + 1
    }
  end

  def handle_expr(%{dynamic: dynamic} = state, "", expr), do: %{state | dynamic: [expr | dynamic]}

  def handle_expr(_state, marker, _expr) when marker in ["/", "|"] do
    raise EEx.SyntaxError,
          "unsupported EEx syntax <%#{marker} %> (the syntax is valid but not supported by the current EEx engine)"
  end
end

defmodule EEx.SmartEngine do
  @moduledoc """
  The default engine: that of `EEx.Engine`, with assigns.

      iex> EEx.eval_string("<%= @name %>", assigns: %{name: "Ann"})
      "Ann"

  """

  @behaviour EEx.Engine

  @impl true
  defdelegate init(opts), to: EEx.Engine

  @impl true
  defdelegate handle_body(state), to: EEx.Engine

  @impl true
  defdelegate handle_begin(state), to: EEx.Engine

  @impl true
  defdelegate handle_end(state), to: EEx.Engine

  @impl true
  defdelegate handle_text(state, meta, text), to: EEx.Engine

  @impl true
  def handle_expr(state, marker, expr) do
    EEx.Engine.handle_expr(state, marker, Macro.prewalk(expr, &EEx.Engine.handle_assign/1))
  end
end
