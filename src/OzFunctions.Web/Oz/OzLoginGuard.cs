using System.Globalization;
using Microsoft.Extensions.Logging;
using OzFunctions.Core;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Telemetry;

namespace OzFunctions.Web.Oz;

/// <summary>
/// Keeps our logins from locking the account. After one that Oz refused, none is tried for <see cref="OzLoginStop.Duration"/> by any process;
/// then one process tries one. And no process logs in more than <see cref="MaxLogins"/> times within that time, should Oz end each session at once.
/// </summary>
/// <param name="conditions">The conditions over all processes.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it is reported.</param>
public sealed partial class OzLoginGuard(OzConditionMonitor conditions, OzMetrics metrics, TimeProvider time, ILogger<OzLoginGuard> logger)
{
    /// <summary>How many logins a process makes within <see cref="OzLoginStop.Duration"/> at most.</summary>
    public const int MaxLogins = 3;

    private readonly Lock _lock = new();
    private readonly Queue<long> _granted = new();
    private OzLoginStop? _stop;
    private bool _isProbe;

    /// <summary>Asks for a login. One caller at a time, which must call one of the other methods afterwards.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when the login may be made.</returns>
    /// <exception cref="OzUnavailableException">No login may be made now.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, so that nobody can tell whether another process was refused.</exception>
    internal async Task EnterAsync(CancellationToken cancellationToken)
    {
        ThrowIfStopped();
        ThrowIfTooMany();

        // What was stored is read before each login: another process may have been refused. Where its time is over, the one whose write succeeds tries.
        var now = time.GetUtcNow();
        var (current, isChanged) = await conditions.TurnAsync(
            current => current.LoginStop is { } stop && stop.Remaining(now) is null ? current with { LoginStop = stop with { Until = now + OzLoginStop.Duration } } : current,
            cancellationToken);
        lock (_lock)
        {
            _isProbe = isChanged;
            _stop = isChanged ? null : current.LoginStop;
        }

        ThrowIfStopped();
    }

    /// <summary>Notes that Oz granted a login.</summary>
    /// <returns>A task that ends when other processes know.</returns>
    internal async Task GrantedAsync()
    {
        _granted.Enqueue(time.GetTimestamp());
        if (_isProbe)
        {
            _isProbe = false;
            Log.Resumed(logger);
            await StoreAsync(static current => current with { LoginStop = null });
        }
    }

    /// <summary>Notes that Oz does not accept the account: at a login, or at any other request.</summary>
    /// <param name="answer">Oz's answer.</param>
    /// <returns>What the caller throws.</returns>
    internal async Task<OzUnavailableException> RefusedAsync(OzAnswer answer)
    {
        var now = time.GetUtcNow();
        var stop = new OzLoginStop($"{answer}", now, now + OzLoginStop.Duration);
        lock (_lock)
        {
            if (_stop?.Remaining(now) is not null)
            {
                // Requests that were under way together are refused together.
                return Stopped(_stop, now);
            }

            _stop = stop;
            _isProbe = false;
        }

        metrics.LoginStopped(answer.Code);
        Log.Stopped(logger, stop.Refusal, stop.Until);
        await StoreAsync(current => current with { LoginStop = stop with { Since = current.LoginStop?.Since ?? now } });
        return Stopped(stop, now);
    }

    /// <summary>Notes that a login was neither granted nor refused, so that it counts for nothing.</summary>
    /// <returns>A task that ends when other processes know.</returns>
    internal async Task UnansweredAsync()
    {
        if (_isProbe)
        {
            _isProbe = false;
            var now = time.GetUtcNow();
            await StoreAsync(current => current.LoginStop is { } stop ? current with { LoginStop = stop with { Until = now } } : current);
        }
    }

    private static OzUnavailableException Stopped(OzLoginStop stop, DateTimeOffset now) => new(
        string.Create(CultureInfo.InvariantCulture, $"Oz refused the login with {stop.Refusal}, so none is tried before {stop.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: check Oz:Email and Oz:Password, and whether Oz blocked the account."),
        stop.Remaining(now) ?? TimeSpan.Zero)
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
            throw new OzUnavailableException($"Oz ended {MaxLogins} sessions within {OzLoginStop.Duration.TotalMinutes:0} minutes, so no login is tried now.", wait) { IsHeldBack = true };
        }
    }

    private async Task StoreAsync(Func<OzConditions, OzConditions> change)
    {
        try
        {
            // What is begun is finished, whoever loses patience.
            await conditions.TurnAsync(change, CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            Log.NotStored(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Oz refused the login with {Refusal}: no login is tried before {Until:u}. Check Oz:Email and Oz:Password, and whether Oz blocked the account.")]
        public static partial void Stopped(ILogger logger, string refusal, DateTimeOffset until);

        [LoggerMessage(2, LogLevel.Information, "Oz accepted a login again.")]
        public static partial void Resumed(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "Whether logins to Oz are stopped could not be stored for other processes.")]
        public static partial void NotStored(ILogger logger, Exception exception);
    }
}
