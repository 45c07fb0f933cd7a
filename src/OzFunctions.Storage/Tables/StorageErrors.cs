using System.Net.Sockets;
using Azure;
using Azure.Data.Tables.Models;
using Azure.Identity;

namespace OzFunctions.Storage.Tables;

/// <summary>Classifies the failures of the storage SDK.</summary>
internal static class StorageErrors
{
    /// <summary>Whether another writer changed, created or deleted the row since it was read.</summary>
    public static bool IsConflict(this RequestFailedException e) => e.Status is 409 or 412 || e is { Status: 404 } && !e.IsTableMissing();

    /// <summary>Whether the table does not exist, because it was not created yet or somebody deleted it. Creating it helps.</summary>
    public static bool IsTableMissing(this RequestFailedException e) => e.ErrorCode == TableErrorCode.TableNotFound.ToString();

    /// <summary>Whether the storage did not respond, cannot serve us now, or does not accept our credentials.</summary>
    /// <param name="e">The failure.</param>
    /// <returns>True when trying again later may help. False for a request that the storage would always refuse, which is a fault of ours.</returns>
    /// <remarks>
    /// The SDK reports exhausted retries as an <see cref="AggregateException"/>, its own network timeout as a cancellation, and a failure to get a
    /// token as an <see cref="AuthenticationFailedException"/>.
    /// </remarks>
    public static bool IsUnavailable(Exception e) => e switch
    {
        RequestFailedException refused => refused.Status is not (400 or 411 or 413 or 414 or 415 or 416 or 431),
        AggregateException several => several.InnerExceptions.All(IsUnavailable),
        AuthenticationFailedException or HttpRequestException or SocketException or IOException or OperationCanceledException => true,
        _ => false,
    };
}
