using System.Net.Sockets;
using Azure;
using Azure.Data.Tables.Models;
using Azure.Identity;

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

    /// <summary>The storage did not answer, or answered that it cannot serve us, or does not know us.</summary>
    /// <param name="e">The failure.</param>
    /// <returns>True when trying again later may help. False for a request that the storage would refuse each time: a fault of ours.</returns>
    /// <remarks>
    /// The SDK reports exhausted retries as an <see cref="AggregateException"/>, its own network time-out as a cancellation, and a token
    /// that cannot be had as an <see cref="AuthenticationFailedException"/>.
    /// </remarks>
    public static bool IsUnavailable(Exception e) => e switch
    {
        RequestFailedException refused => refused.Status is not (400 or 411 or 413 or 414 or 415 or 416 or 431),
        AggregateException several => several.InnerExceptions.All(IsUnavailable),
        AuthenticationFailedException or HttpRequestException or SocketException or IOException or OperationCanceledException => true,
        _ => false,
    };
}
