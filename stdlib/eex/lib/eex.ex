# Embedded Elixir: templates of text with code in them. What reads and compiles them stands in eex/.

defmodule EEx.SyntaxError do
  @moduledoc """
  Raised for a template whose tags are wrong.
  """

  defexception [:file, :line, :column, :snippet, message: "syntax error"]

  @impl true
  def message(%{file: nil, message: message, snippet: snippet}), do: "#{message}#{snippet}"

  def message(%{message: message, file: file, line: line, column: column, snippet: snippet}),
    do: "#{file}:#{line}:#{column}: #{message}#{snippet}"
end

defmodule EEx do
  @moduledoc ~S"""
  Templates of text with code in them.

      iex> EEx.eval_string("Hello, <%= name %>!", name: "Ann")
      "Hello, Ann!"

  ## Tags

  | tag                   | what becomes of it                                        |
  |-----------------------|-----------------------------------------------------------|
  | `<%= expression %>`   | its value, as text                                        |
  | `<% expression %>`    | nothing; it is evaluated                                  |
  | `<%!-- comment --%>`  | nothing                                                   |
  | `<%% text %>`         | `<% text %>`                                              |
  | `<%\| … %>`, `<%/ … %>` | what the engine says; that of this module knows neither |

  An expression may begin in one tag and end in another, with text between that belongs to it:

      <%= if admin? do %>
        Welcome, master.
      <% else %>
        Welcome.
      <% end %>

  Only a block that begins with `<%=` is shown.

  ## Functions

  `eval_string/3` and `eval_file/3` evaluate a template at once. `function_from_string/5` and `function_from_file/5` compile it
  into a function of a module, which is as fast as code written by hand. `compile_string/2` and `compile_file/2` return the code.

  ## Options

    * `:file` - the name of the template, for errors. That of the file, or `"nofile"`
    * `:line` - the line that it begins at, 1 by default
    * `:indentation` - how many columns its lines are to the right, 0 by default
    * `:trim` - whether blanks around tags that stand alone on their lines are dropped, `false` by default
    * `:engine` - the module that turns tags into code, `EEx.SmartEngine` by default
    * `:parser_options` - options of `Code.string_to_quoted/2` for the code in tags

  ## Assigns

  With the default engine, `@name` stands for the value `:name` of the variable `assigns`:

      iex> EEx.eval_string("<%= @name %>", assigns: [name: "Ann"])
      "Ann"

  """

  @type line :: non_neg_integer
  @type column :: non_neg_integer

  @typedoc "What follows the percent sign of a tag."
  @type marker :: [?=] | [?/] | [?|] | []
  @type metadata :: %{column: column, line: line}

  @type token ::
          {:comment, charlist, metadata}
          | {:text, charlist, metadata}
          | {:expr | :start_expr | :middle_expr | :end_expr, marker, charlist, metadata}
          | {:eof, metadata}

  @type tokenize_opt ::
          {:file, binary}
          | {:line, line}
          | {:column, column}
          | {:indentation, non_neg_integer}
          | {:trim, boolean}

  @type compile_opt ::
          tokenize_opt
          | {:engine, module}
          | {:parser_options, Code.parser_opts()}
          | {atom, term}

  @doc """
  Defines a function of a template. `kind` is `:def` or `:defp`, `args` are the names of its arguments.

  ## Examples

      defmodule Greeting do
        require EEx
        EEx.function_from_string(:def, :hello, "Hello, <%= name %>!", [:name])
      end

      Greeting.hello("Ann")
      #=> "Hello, Ann!"

  """
  defmacro function_from_string(kind, name, template, args \\ [], options \\ []) do
    quote bind_quoted: [
            kind: kind,
            name: name,
            template: template,
            args: args,
            options: options
          ] do
      info = Keyword.merge([file: __ENV__.file, line: __ENV__.line], options)
      args = Enum.map(args, &{&1, [line: info[:line]], nil})
      compiled = EEx.compile_string(template, info)

      case kind do
        :def -> def unquote(name)(unquote_splicing(args)), do: unquote(compiled)
        :defp -> defp unquote(name)(unquote_splicing(args)), do: unquote(compiled)
      end
    end
  end

  @doc """
  Defines a function of a template in a file. If the file changes, the module is compiled anew.
  """
  defmacro function_from_file(kind, name, file, args \\ [], options \\ []) do
    quote bind_quoted: [kind: kind, name: name, file: file, args: args, options: options] do
      info = Keyword.merge([file: IO.chardata_to_string(file), line: 1], options)
      args = Enum.map(args, &{&1, [line: 1], nil})
      compiled = EEx.compile_file(file, info)

      @external_resource file
      @file file

      case kind do
        :def -> def unquote(name)(unquote_splicing(args)), do: unquote(compiled)
        :defp -> defp unquote(name)(unquote_splicing(args)), do: unquote(compiled)
      end
    end
  end

  @doc """
  Compiles a template to a quoted expression.

  ## Examples

      iex> quoted = EEx.compile_string("<%= a + b %>")
      iex> {result, _binding} = Code.eval_quoted(quoted, a: 1, b: 2)
      iex> result
      "3"

  """
  @spec compile_string(String.t(), [compile_opt]) :: Macro.t()
  def compile_string(source, options \\ []) when is_binary(source) and is_list(options),
    do: EEx.Compiler.compile(source, options)

  @doc """
  Compiles the template in a file to a quoted expression.
  """
  @spec compile_file(Path.t(), [compile_opt]) :: Macro.t()
  def compile_file(filename, options \\ []) when is_list(options) do
    filename = IO.chardata_to_string(filename)
    options = Keyword.merge([file: filename, line: 1], options)
    filename |> File.read!() |> compile_string(options)
  end

  @doc """
  Evaluates a template with the values of variables.

  ## Examples

      iex> EEx.eval_string("<%= for x <- xs do %>[<%= x %>]<% end %>", xs: [1, 2])
      "[1][2]"

  """
  @spec eval_string(String.t(), keyword, [compile_opt]) :: String.t()
  def eval_string(source, bindings \\ [], options \\ [])
      when is_binary(source) and is_list(bindings) and is_list(options),
      do: source |> compile_string(options) |> evaluate(bindings, options)

  @doc """
  Evaluates the template in a file with the values of variables.
  """
  @spec eval_file(Path.t(), keyword, [compile_opt]) :: String.t()
  def eval_file(filename, bindings \\ [], options \\ [])
      when is_list(bindings) and is_list(options) do
    filename = IO.chardata_to_string(filename)
    options = Keyword.put_new(options, :file, filename)
    filename |> compile_file(options) |> evaluate(bindings, options)
  end

  defp evaluate(compiled, bindings, options) do
    {result, _bindings} = Code.eval_quoted(compiled, bindings, options)
    result
  end

  @doc """
  Cuts a template into tokens: `{:ok, tokens}`, or `{:error, message, place}`.

  Code is a `:start_expr` if it begins a block, a `:middle_expr` or `:end_expr` if it goes on with or ends one, and else an
  `:expr`.

  ## Examples

      iex> {:ok, [text, expression, _eof]} = EEx.tokenize("a<%= b %>")
      iex> text
      {:text, ~c"a", %{column: 1, line: 1}}
      iex> expression
      {:expr, ~c"=", ~c" b ", %{column: 2, line: 1}}

  """
  @doc since: "1.14.0"
  @spec tokenize(IO.chardata(), [tokenize_opt]) ::
          {:ok, [token]} | {:error, String.t(), metadata}
  def tokenize(contents, options \\ []),
    do: contents |> IO.chardata_to_string() |> EEx.Tokenizer.tokenize(options)
end
