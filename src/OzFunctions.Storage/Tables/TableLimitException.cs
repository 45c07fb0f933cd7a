namespace OzFunctions.Storage.Tables;

/// <summary>A write exceeds a limit of Azure Tables. Thrown before the write is sent.</summary>
/// <param name="message">The limit, and the value that exceeds it.</param>
internal sealed class TableLimitException(string message) : Exception(message);
