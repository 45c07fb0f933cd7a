namespace OzFunctions.Storage.Tables;

/// <summary>A write that Azure Tables would refuse, caught before it was sent.</summary>
/// <param name="message">Which limit, and by how much.</param>
internal sealed class TableLimitException(string message) : Exception(message);
