defmodule Stock.Backend do
  @callback init(keyword) :: {:ok, term} | {:error, term}
  @callback put(term, Stock.Item.t()) :: {:ok, term} | {:error, :full}
  @callback items(term) :: [Stock.Item.t()]
  @optional_callbacks init: 1
end
