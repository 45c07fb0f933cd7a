param token string
param location string
param tags object
param workspaceName string
param email string

var rules = [
  {
    name: 'poison-messages'
    description: 'Messages were moved to a poison queue after five internal errors. Find the exception in the log, then POST work/poison/replay.'
    where: 'Name == "ozfunctions.work.items" and tostring(Properties.result) == "Poisoned"'
    moreThan: 0
    within: 'PT15M'
  }
  {
    name: 'dead-deliveries'
    description: 'A notification was not delivered after its last attempt. See GET deliveries?state=dead, then POST deliveries/replay.'
    where: 'Name == "ozfunctions.deliveries.parked" and tostring(Properties.state) == "dead"'
    moreThan: 0
    within: 'PT15M'
  }
  {
    name: 'overdue-folders'
    description: 'Analyses have been running for too long at Oz.'
    where: 'Name == "ozfunctions.folders.overdue"'
    moreThan: 0
    within: 'PT15M'
  }
  {
    name: 'failing-reconciliation'
    description: 'Reconciliation failed more than once, so lost webhooks are not found. See GET runs?kind=reconcile.'
    where: 'Name == "ozfunctions.runs" and tostring(Properties.kind) == "reconcile" and tostring(Properties.state) == "failed"'
    // One that fails while Oz is away is made good by the next. Oz may ask for a pause of up to an hour between two.
    moreThan: 1
    within: 'PT2H'
  }
  {
    name: 'refused-logins'
    description: 'Oz refused the login, so Oz cannot be asked about anything. Check Oz:Email and Oz:Password, and whether Oz has blocked the account.'
    where: 'Name == "ozfunctions.oz.login_stops"'
    moreThan: 0
    within: 'PT15M'
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = {
  name: workspaceName
}

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'OzFunctions'
    emailReceivers: empty(email) ? [] : [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: rule.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.name
      description: rule.description
      severity: 1
      enabled: true
      scopes: [workspace.id]
      windowSize: rule.within
      evaluationFrequency: 'PT5M'
      autoMitigate: true
      // A new workspace has no such table until the app has sent its first metric.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: 'AppMetrics | where ${rule.where}'
            timeAggregation: 'Total'
            metricMeasureColumn: 'Sum'
            operator: 'GreaterThan'
            threshold: rule.moreThan
          }
        ]
      }
      actions: { actionGroups: [operators.id] }
    }
  }
]
