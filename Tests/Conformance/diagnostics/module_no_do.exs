defmodule M
