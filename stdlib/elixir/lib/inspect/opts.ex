# The options of `inspect/2`. What they mean is up to the implementations of `Inspect`.

defmodule Inspect.Opts do
  @moduledoc """
  The options of `Kernel.inspect/2`.

    * `:base` – integers are shown as `:decimal`, `:hex`, `:octal` or `:binary`
    * `:binaries` – `:infer` shows binaries that are printable as strings, `:as_strings` all of them, `:as_binaries` none
    * `:charlists` – `:infer` shows lists of printable ASCII as charlists, `:as_charlists` lists of any code points,
      `:as_lists` none
    * `:custom_options` – a keyword list for implementations; `sort_maps: true` shows maps ordered by key
    * `:inspect_fun` – makes the documents of terms, in place of `Inspect.inspect/2`
    * `:limit` – how many elements and parts are shown in all, or `:infinity`
    * `:pretty` – whether to break lines at `:width`
    * `:printable_limit` – how much of each string and charlist is shown, or `:infinity`
    * `:safe` – whether an implementation that raises is shown as an error, rather than raising
    * `:structs` – whether structs are shown by their implementations, rather than as maps
    * `:syntax_colors` – a keyword list of kinds of terms and their colors, see `IO.ANSI`
    * `:width` – how many columns a line has, for `pretty: true`, or `:infinity`
  """

  # `char_lists` is what `charlists` was called once.
  defstruct base: :decimal,
            binaries: :infer,
            char_lists: :infer,
            charlists: :infer,
            custom_options: [],
            inspect_fun: &Inspect.inspect/2,
            limit: 200,
            pretty: false,
            printable_limit: 4096,
            safe: true,
            structs: true,
            syntax_colors: [],
            width: 80

  @typedoc "The kinds of terms and punctuation that have a color."
  @type color_key ::
          :atom
          | :binary
          | :boolean
          | :charlist
          | :list
          | :map
          | nil
          | :number
          | :regex
          | :reset
          | :string
          | :tuple

  @type new_opt ::
          {:base, :decimal | :binary | :hex | :octal}
          | {:binaries, :infer | :as_binaries | :as_strings}
          | {:charlists, :infer | :as_lists | :as_charlists}
          | {:custom_options, keyword}
          | {:inspect_fun, (term, t -> Inspect.Algebra.t())}
          | {:limit, non_neg_integer | :infinity}
          | {:pretty, boolean}
          | {:printable_limit, non_neg_integer | :infinity}
          | {:safe, boolean}
          | {:structs, boolean}
          | {:syntax_colors, [{color_key, IO.ANSI.ansidata()}]}
          | {:width, non_neg_integer | :infinity}

  @type t :: %__MODULE__{
          base: :decimal | :binary | :hex | :octal,
          binaries: :infer | :as_binaries | :as_strings,
          charlists: :infer | :as_lists | :as_charlists,
          custom_options: keyword,
          inspect_fun: (term, t -> Inspect.Algebra.t()),
          limit: non_neg_integer | :infinity,
          pretty: boolean,
          printable_limit: non_neg_integer | :infinity,
          safe: boolean,
          structs: boolean,
          syntax_colors: [{color_key, IO.ANSI.ansidata()}],
          width: non_neg_integer | :infinity
        }

  @doc """
  Makes options from a keyword list.

  ## Examples

      iex> Inspect.Opts.new(limit: 3).limit
      3

  """
  @doc since: "1.13.0"
  @spec new([new_opt]) :: t
  def new(opts), do: struct(%Inspect.Opts{inspect_fun: default_inspect_fun()}, opts)

  @doc """
  The function that makes documents where the option `:inspect_fun` is not given.

      iex> Inspect.Opts.default_inspect_fun()
      &Inspect.inspect/2
  """
  @doc since: "1.13.0"
  @spec default_inspect_fun() :: (term, t -> Inspect.Algebra.t())
  def default_inspect_fun,
    do: :persistent_term.get({__MODULE__, :inspect_fun}, &Inspect.inspect/2)

  @doc """
  Sets the function that makes documents where the option `:inspect_fun` is not given, for all processes.

      iex> Inspect.Opts.default_inspect_fun(&Inspect.inspect/2)
      :ok
  """
  @doc since: "1.13.0"
  @spec default_inspect_fun((term, t -> Inspect.Algebra.t())) :: :ok
  def default_inspect_fun(fun) when is_function(fun, 2),
    do: :persistent_term.put({__MODULE__, :inspect_fun}, fun)
end
