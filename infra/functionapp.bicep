import { endpoint, endpointSettings, secret } from 'endpoints.bicep'

param token string
param location string
param tags object
param identityName string
param storageName string
param packageContainer string
param vaultUri string
param insightsName string
param webhookMode string
param ozBaseUrl string
param ozEmail string
param adminNames string[]
param endpoints endpoint[]
param endpointAddresses string[]
param settings object
param alwaysReadyInstances int
param maximumInstances int
param instanceMemory int

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource storage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: 'func-${token}'
  location: location
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReadyInstances == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyInstances }]
      }
    }
  }

  // Deployments authenticate with Entra. Passwords for publishing are not needed, so they are off.
  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    // Of the same name, the last one counts: the caller may move a schedule, and may not replace what the app's access rests on.
    properties: union(
      {
        Reconciliation__Schedule: '0 */5 * * * *'
        Retention__Schedule: '0 30 2 * * *'
      },
      settings,
      endpointSettings(endpoints, endpointAddresses, identity.properties.clientId, vaultUri),
      toObject(adminNames, name => 'Keys__Admin__${name}', name => secret(vaultUri, 'admin-${name}')),
      empty(ozBaseUrl)
        ? {}
        : {
            Oz__BaseUrl: ozBaseUrl
            Oz__Email: ozEmail
            Oz__Password: secret(vaultUri, 'oz-password')
          },
      {
        Webhook__Mode: webhookMode
        AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
        AzureWebJobsStorage__queueServiceUri: storage.properties.primaryEndpoints.queue
        AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identity.properties.clientId
        APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
      }
    )
  }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
