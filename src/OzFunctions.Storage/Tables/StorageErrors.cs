using System.Net.Sockets;
using Azure;
using Azure.Data.Tables.Models;

namespace OzFunctions.Storage.Tables;

/// <summary>What the failures of the storage SDK mean to us.</summary>
internal static class StorageErrors
{
    /// <summary>The row was changed, made or removed by another writer since it was read.</summary>
    /// <param name="e">The failure.</param>
    /// <returns>True for a lost race.</returns>
    public static bool IsConflict(this RequestFailedException e) => e.Status is 409 or 412 || e is { Status: 404 } && !e.IsTableMissing();

    /// <summary>The table was not made yet, or somebody removed it.</summary>
    /// <param name="e">The failure.</param>
    /// <returns>True when making the table helps.</returns>
    public static bool IsTableMissing(this RequestFailedException e) => e.ErrorCode == TableErrorCode.TableNotFound.ToString();

    /// <summary>The storage did not answer, or answered that it cannot serve us.</summary>
    /// <param name="e">The failure.</param>
    /// <returns>True when trying again later may help.</returns>
    /// <remarks>The SDK reports exhausted retries as an <see cref="AggregateException"/>, and its own network time-out as a cancellation.</remarks>
    public static bool IsUnavailable(Exception e) =>
        e is RequestFailedException or AggregateException or HttpRequestException or SocketException or IOException or OperationCanceledException;
}
