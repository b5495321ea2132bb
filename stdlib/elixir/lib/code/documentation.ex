# The documentation that a module file holds, as `Code.fetch_docs/1` hands it out.

defmodule Code.Documentation do
  @moduledoc false

  @doc "Reads the chunk of a module's documentation, whose signatures are quoted expressions."
  def decode(nil), do: {:error, :chunk_not_found}

  def decode(chunk) do
    {:docs_v1, line, language, format, doc, meta, entries} = :erlang.binary_to_term(chunk)

    entries =
      for {key, line, signature, doc, meta} <- entries do
        {key, line, Enum.map(signature, &signature_text/1), doc, meta}
      end

    {:docs_v1, line, language, format, doc, meta, entries}
  end

  # Calls have parentheses here, whatever a formatter would make of them.
  defp signature_text({name, _, args} = call) when is_atom(name) and is_list(args) do
    if Macro.operator?(name, length(args)) or name == :..//,
      do: Macro.to_string(call),
      else:
        "#{Macro.inspect_atom(:remote_call, name)}(#{Enum.map_join(args, ", ", &Macro.to_string/1)})"
  end

  defp signature_text(text) when is_binary(text), do: text
  defp signature_text(quoted), do: Macro.to_string(quoted)
end
