using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OzFunctions.Core;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Telemetry;

namespace OzFunctions.Web.Oz;

/// <summary>
/// Prevents our logins from locking the account. Processes log in one after the other, and after a login that failed none tries another for
/// <see cref="OzLoginClaim.AfterUnknown"/> at most. After Oz refuses a login, none does for <see cref="OzLoginStop.Duration"/>. In addition, no process logs in more than
/// <see cref="MaxLogins"/> times within that duration, in case Oz ends each session at once.
/// </summary>
/// <param name="conditions">The conditions of the Oz account, shared by all processes.</param>
/// <param name="options">The account.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class OzLoginGuard(OzConditionMonitor conditions, IOptions<OzOptions> options, OzMetrics metrics, TimeProvider time, ILogger<OzLoginGuard> logger)
{
    /// <summary>The most logins of a process within <see cref="OzLoginStop.Duration"/>.</summary>
    public const int MaxLogins = 3;

    private readonly Lock _lock = new();
    private readonly Queue<long> _granted = new();
    private OzLoginStop? _stop;

    /// <summary>Asks for permission to log in. One caller at a time may do so, and must then record the outcome.</summary>
    /// <param name="mayWait">Whether to wait a moment while another process logs in.</param>
    /// <returns>A task that completes when the login may be made.</returns>
    /// <exception cref="OzUnavailableException">No login may be made now.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, so it is unknown whether another process was refused.</exception>
    internal async Task EnterAsync(bool mayWait)
    {
        ThrowIfStopped();
        ThrowIfTooMany();
        await WaitForClaimAsync(mayWait);
    }

    /// <summary>Counts a login that was answered with success, with a token or without.</summary>
    internal void CountSession() => _granted.Enqueue(time.GetTimestamp());

    /// <summary>Records that Oz granted a login. If that cannot be stored, other processes wait until the claim ends.</summary>
    internal async Task GrantedAsync()
    {
        var now = time.GetUtcNow();
        var isResumed = false;
        var isStored = await EndClaimAsync(current =>
        {
            // A stop that has not expired is newer than this login.
            isResumed = current.LoginStop is { } stop && stop.Remaining(now) is null;
            return current with { LoginClaim = null, LoginStop = isResumed ? null : current.LoginStop };
        }, isReusable: true);
        if (isStored && isResumed)
        {
            Log.Resumed(logger);
        }
    }

    /// <summary>Records that Oz rejected the account, at a login or at any other request.</summary>
    /// <param name="answer">Oz's response.</param>
    /// <returns>The exception to throw.</returns>
    internal async Task<OzUnavailableException> RefusedAsync(OzAnswer answer)
    {
        var now = time.GetUtcNow();
        var stop = new OzLoginStop($"{answer}", now, now + OzLoginStop.Duration);
        lock (_lock)
        {
            if (_stop?.Remaining(now) is not null)
            {
                // Concurrent requests that are refused together count once.
                return Stopped(_stop, now);
            }

            _stop = stop;
        }

        metrics.LoginStopped(answer.Code);
        Log.Stopped(logger, stop.Refusal, stop.Until);
        await TryStoreAsync(current => current with { LoginStop = stop with { Since = current.LoginStop?.Since ?? now } });
        return Stopped(stop, now);
    }

    /// <summary>Records that a login was neither granted nor refused.</summary>
    /// <param name="isCounted">Whether Oz may have refused it all the same.</param>
    /// <returns>How long no login is tried.</returns>
    internal async Task<TimeSpan> FailedAsync(bool isCounted)
    {
        var pause = isCounted ? OzLoginClaim.AfterUnknown : OzLoginClaim.AfterFailure;
        var until = time.GetUtcNow() + pause;
        await EndClaimAsync(current => current with { LoginClaim = new OzLoginClaim(Id: null, until) }, isReusable: !isCounted);
        return pause;
    }

    private static OzUnavailableException Stopped(OzLoginStop stop, DateTimeOffset now) => new(
        string.Create(CultureInfo.InvariantCulture, $"Oz refused the login with {stop.Refusal}. The next login will not be tried before {stop.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. Check Oz:Email and Oz:Password, and whether Oz has blocked the account."),
        stop.Remaining(now))
    {
        IsHeldBack = true,
    };

    private void ThrowIfStopped()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_stop?.Remaining(now) is not null)
            {
                throw Stopped(_stop, now);
            }
        }
    }

    private void ThrowIfTooMany()
    {
        while (_granted.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= OzLoginStop.Duration)
        {
            _granted.Dequeue();
        }

        if (_granted.Count >= MaxLogins)
        {
            var wait = OzLoginStop.Duration - time.GetElapsedTime(_granted.Peek());
            throw new OzUnavailableException($"Oz ended {MaxLogins} sessions within {OzLoginStop.Duration.TotalMinutes:0} minutes, so no login will be tried for now.", wait) { IsHeldBack = true };
        }
    }

    private async Task<bool> TryStoreAsync(Func<OzConditions, OzConditions> change)
    {
        try
        {
            // The write must not depend on the caller's token.
            await conditions.TurnAsync(change, CancellationToken.None);
            return true;
        }
        catch (StoreUnavailableException e)
        {
            Log.NotStored(logger, e);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Oz refused the login with {Refusal}. The next login will not be tried before {Until:u}. Check Oz:Email and Oz:Password, and whether Oz has blocked the account.")]
        public static partial void Stopped(ILogger logger, string refusal, DateTimeOffset until);

        [LoggerMessage(2, LogLevel.Information, "Oz accepted a login again.")]
        public static partial void Resumed(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "The state of logins to Oz could not be stored for other processes.")]
        public static partial void NotStored(ILogger logger, Exception exception);
    }
}
