# The attributes with a meaning and what it is, for `Module.reserved_attributes/0`.

defmodule Module.ReservedAttributes do
  @moduledoc false

  @doc "Each name with a map that holds its `:doc`."
  def all do
    Map.new(texts(), fn {name, doc} -> {name, %{doc: doc}} end)
  end

  defp texts do
    [
      after_compile: "A hook that is called right after the module is compiled.",
      after_verify: "A hook that is called after the module is verified.",
      before_compile: "A hook that is called before the module is compiled.",
      behaviour: "States that the module implements a behaviour.",
      callback: "Declares a function that implementations of this behaviour define.",
      compile: "Options for compiling the module.",
      deprecated: "The reason why the next definition should not be used.",
      derive: "The protocols to be implemented for the struct that is defined next.",
      dialyzer: "Options for static analysis of the module.",
      doc: "The documentation of the next definition.",
      enforce_keys: "The fields that must be given when the struct is made.",
      external_resource: "A file that the module was made from.",
      fallback_to_any: "Whether a protocol falls back to its implementation for Any.",
      file: "The file that the next definition is said to come from.",
      impl: "States that the next definition implements a callback.",
      macrocallback: "Declares a macro that implementations of this behaviour define.",
      moduledoc: "The documentation of the module.",
      nifs: "The functions that are implemented outside of the language.",
      nominal: "Defines a type that is equal only to itself.",
      on_definition: "A hook that is called for each definition.",
      on_load: "A function that is called when the module is loaded.",
      opaque: "Defines a type whose structure is private.",
      optional_callbacks: "The callbacks that implementations may leave out.",
      spec: "The types of the arguments and the result of a function.",
      type: "Defines a type.",
      typedoc: "The documentation of the next type.",
      typep: "Defines a private type.",
      undefined_impl_description: "What a protocol says where it is not implemented.",
      vsn: "The version of the module."
    ]
  end
end
