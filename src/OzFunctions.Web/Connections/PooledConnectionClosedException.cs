namespace OzFunctions.Web.Connections;

/// <summary>A connection that had served a request was closed before any part of the response to the next request arrived.</summary>
internal sealed class PooledConnectionClosedException() : IOException("The pooled connection was closed");
