namespace OzFunctions.Web.Connections;

/// <summary>A connection that had served a request before was closed, and nothing of an answer to the next one came.</summary>
internal sealed class PooledConnectionClosedException() : IOException("The pooled connection was closed");
