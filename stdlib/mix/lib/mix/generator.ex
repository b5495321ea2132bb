# Making files for others: what `mix new` and tasks like it write with.

defmodule Mix.Generator do
  @moduledoc """
  Creates files and folders, and says so.
  """

  @typedoc "Options: `:force` overwrites without asking, `:quiet` says nothing, `:format_elixir` formats what is written."
  @type generator_opts :: keyword

  @doc ~S"""
  Writes a file, with its folders. One that is there and different is only overwritten after a question, or with `force: true`.

  Returns whether it was written.

      Mix.Generator.create_file(".gitignore", "_build\n")
      * creating .gitignore
      true

  """
  @spec create_file(Path.t(), iodata, generator_opts) :: boolean
  def create_file(path, contents, opts \\ []) when is_binary(path) do
    if !opts[:quiet], do: announce("creating", path)

    if opts[:force] || overwrite?(path, contents) do
      File.mkdir_p!(Path.dirname(path))
      contents = if opts[:format_elixir], do: formatted(contents), else: contents
      File.write!(path, contents)
      true
    else
      false
    end
  end

  defp formatted(contents) do
    [contents |> IO.iodata_to_binary() |> Code.format_string!(), ?\n]
  end

  @doc """
  Makes a folder, with those above it.
  """
  @spec create_directory(Path.t(), generator_opts) :: true
  def create_directory(path, opts \\ []) when is_binary(path) do
    if !opts[:quiet], do: announce("creating", path)
    File.mkdir_p!(path)
    true
  end

  @doc """
  Copies a file. Returns whether it was written; see `create_file/3`.
  """
  @doc since: "1.9.0"
  @spec copy_file(Path.t(), Path.t(), generator_opts) :: boolean
  def copy_file(source, target, opts \\ []), do: create_file(target, File.read!(source), opts)

  @doc """
  Evaluates a template with these assigns, and writes what comes out. Returns whether it was written.
  """
  @doc since: "1.9.0"
  @spec copy_template(Path.t(), Path.t(), keyword, generator_opts) :: boolean
  def copy_template(source, target, assigns, opts \\ []) do
    create_file(target, EEx.eval_file(source, assigns: assigns), opts)
  end

  @doc """
  Asks whether a file may be overwritten; one that does not exist may.
  """
  @doc since: "1.9.0"
  @spec overwrite?(Path.t()) :: boolean
  def overwrite?(path) do
    not File.exists?(path) or Mix.shell().yes?(question(path))
  end

  @doc """
  As `overwrite?/1`; a file that has these contents already may be overwritten without a question.
  """
  @spec overwrite?(Path.t(), iodata) :: boolean
  def overwrite?(path, contents) do
    case File.read(path) do
      {:ok, present} ->
        present == IO.iodata_to_binary(contents) or Mix.shell().yes?(question(path))

      {:error, _} ->
        true
    end
  end

  defp question(path) do
    name = Path.expand(path) |> Path.relative_to_cwd()
    "#{name} already exists, overwrite?"
  end

  defp announce(what, path) do
    Mix.shell().info([:green, "* #{what} ", :reset, Path.relative_to_cwd(path)])
  end

  @doc """
  Defines a private function `NAME_template/1` that evaluates an EEx template, given as text or, with `from_file:`, as a file.
  """
  defmacro embed_template(name, contents) do
    quote bind_quoted: binding() do
      contents =
        case contents do
          [from_file: file] ->
            @external_resource file
            File.read!(file)

          text when is_binary(text) ->
            @file {__ENV__.file, __ENV__.line}
            text

          _ ->
            raise ArgumentError, "expected string or from_file: file"
        end

      require EEx
      EEx.function_from_string(:defp, :"#{name}_template", contents, [:assigns], [])
    end
  end

  @doc """
  Defines a private function `NAME_text/0` that returns a text, given as such or, with `from_file:`, as a file.
  """
  defmacro embed_text(name, contents) do
    quote bind_quoted: binding() do
      contents =
        case contents do
          [from_file: file] ->
            @external_resource file
            File.read!(file)

          text when is_binary(text) ->
            text

          _ ->
            raise ArgumentError, "expected string or from_file: file"
        end

      defp unquote(:"#{name}_text")(), do: unquote(contents)
    end
  end
end
